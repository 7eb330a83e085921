//! Driver for omq: omq-driver {endpoint} {mode} {socket} {mechanism}
#[path = "../../rust/contract.rs"]
mod contract;

use contract::{Parts, Setup};
use omq_tokio::ReconnectPolicy;
use omq_tokio::{
    Context, CurveKeypair, CurvePublicKey, CurveSecretKey, CurveServerOptions, MechanismSetup, Message, Options,
    SocketType, TrySendError,
};
use std::time::{Duration, Instant};

struct Omq(Context);
struct OmqSocket(omq_tokio::Socket);

fn kind(name: &str) -> Result<SocketType, String> {
    Ok(match name {
        "PUSH" => SocketType::Push,
        "PULL" => SocketType::Pull,
        "PAIR" => SocketType::Pair,
        "REQ" => SocketType::Req,
        "REP" => SocketType::Rep,
        "DEALER" => SocketType::Dealer,
        "ROUTER" => SocketType::Router,
        "PUB" => SocketType::Pub,
        "SUB" => SocketType::Sub,
        "XPUB" => SocketType::XPub,
        "XSUB" => SocketType::XSub,
        _ => return Err(format!("unsupported: {name}")),
    })
}

fn mechanism(setup: &Setup) -> Result<MechanismSetup, String> {
    let said = |error: omq_tokio::Error| error.to_string();
    if let Some(username) = setup.text("plainUsername") {
        let password = setup.text("plainPassword").unwrap_or("").to_string();
        return Ok(MechanismSetup::PlainClient { username: username.to_string(), password });
    }
    let Some(secret) = setup.text("curveSecretKey") else { return Ok(MechanismSetup::Null) };
    let our_keypair = CurveKeypair {
        public: CurvePublicKey::from_z85(setup.text("curvePublicKey").unwrap_or("")).map_err(said)?,
        secret: CurveSecretKey::from_z85(secret).map_err(said)?,
    };
    match setup.text("curveServerKey") {
        None => Ok(MechanismSetup::CurveServer { our_keypair, options: CurveServerOptions::new() }),
        Some(key) => {
            let server_public = CurvePublicKey::from_z85(key).map_err(said)?;
            Ok(MechanismSetup::CurveClient { our_keypair, server_public })
        }
    }
}

fn options(setup: &Setup) -> Result<Options, String> {
    let time = |name: &str| setup.number(name).filter(|ms| *ms > 0).map(|ms| Duration::from_millis(ms as u64));
    let mut options = Options { mechanism: mechanism(setup)?, ..Options::default() };
    options.heartbeat_interval = time("heartbeatInterval");
    options.heartbeat_timeout = time("heartbeatTimeout");
    options.heartbeat_ttl = time("heartbeatTimeToLive");
    if let Some(limit) = setup.number("maxMessageSize").filter(|limit| *limit >= 0) {
        options.max_message_size = Some(limit as usize);
    }
    if let Some(time) = time("handshakeInterval") {
        options.handshake_timeout = Some(time);
    }
    if let Some(time) = time("reconnectInterval") {
        options.reconnect = ReconnectPolicy::Fixed(time);
    }
    if let Some(ms) = setup.number("linger") {
        options.linger = u64::try_from(ms).ok().map(Duration::from_millis);
    }
    if let Some(mark) = setup.number("sendHighWaterMark") {
        options.send_hwm = mark as u32;
    }
    if let Some(mark) = setup.number("receiveHighWaterMark") {
        options.recv_hwm = mark as u32;
    }
    Ok(options)
}

impl contract::Stack for Omq {
    type Socket = OmqSocket;
    const NAME: &'static str = "omq 0.33.0";
    const CAN: &'static [&'static str] = &[
        "open", "zmtp3", "heartbeat", "maxMessageSize", "handshakeInterval", "heartbeatInterval", "heartbeatTimeout",
        "heartbeatTimeToLive", "sendHighWaterMark", "receiveHighWaterMark", "reconnectInterval", "linger",
        "plainUsername", "plainPassword", "curveServer", "curvePublicKey", "curveSecretKey", "curveServerKey", "REQ",
        "REP", "DEALER", "ROUTER", "PUB", "SUB", "XPUB", "XSUB",
    ];

    async fn open(&self, setup: Setup) -> Result<(OmqSocket, String), String> {
        let socket = self.0.socket(kind(&setup.kind)?, options(&setup)?);
        let endpoint = if setup.is_bound {
            socket.bind(setup.place().as_str()).await.map_err(|error| error.to_string())?.to_string()
        } else {
            socket.connect(setup.endpoint.as_str()).await.map_err(|error| error.to_string())?;
            setup.endpoint
        };
        Ok((OmqSocket(socket), endpoint))
    }
}

impl contract::Socket for OmqSocket {
    async fn send(&self, parts: Parts, wait: Duration) -> Result<(), String> {
        let deadline = Instant::now() + wait;
        let mut message = Message::multipart(parts);
        loop {
            match self.0.try_send(message) {
                Ok(()) => return Ok(()),
                Err(TrySendError::Full(back)) if Instant::now() < deadline => message = back,
                Err(TrySendError::Full(_)) => return Err("again".into()),
                Err(error) => return Err(format!("{error:?}")),
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    async fn receive(&self) -> Result<Parts, String> {
        let message = self.0.recv().await.map_err(|error| error.to_string())?;
        Ok((0..message.len()).map(|at| message.get(at).unwrap_or(&[]).to_vec()).collect())
    }

    async fn subscribe(&self, topic: Vec<u8>, is_on: bool) -> Result<(), String> {
        let done = if is_on { self.0.subscribe(topic).await } else { self.0.unsubscribe(topic).await };
        done.map_err(|error| error.to_string())
    }

    async fn close(&self) {
        let _ = self.0.clone_shared().close().await;
    }
}

#[tokio::main]
async fn main() {
    contract::run(Omq(Context::new())).await
}
