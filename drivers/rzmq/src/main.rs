//! Driver for rzmq: rzmq-driver {endpoint} {mode} {socket} {mechanism}
#[path = "../../rust/contract.rs"]
mod contract;

use contract::{Parts, Setup};
use rzmq::socket::options;
use rzmq::{Context, Msg, MsgFlags, SocketType, ZmqError};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

struct Rzmq(Context);

struct RzmqSocket {
    socket: rzmq::Socket,
    /// How long a send waits at present, ms.
    wait: AtomicU64,
}

fn kind(name: &str) -> Result<SocketType, String> {
    Ok(match name {
        "PUSH" => SocketType::Push,
        "PULL" => SocketType::Pull,
        "REQ" => SocketType::Req,
        "REP" => SocketType::Rep,
        "DEALER" => SocketType::Dealer,
        "ROUTER" => SocketType::Router,
        "PUB" => SocketType::Pub,
        "SUB" => SocketType::Sub,
        _ => return Err(format!("unsupported: {name}")),
    })
}

const NUMBERS: &[(&str, i32)] = &[
    ("handshakeInterval", options::HANDSHAKE_IVL),
    ("heartbeatInterval", options::HEARTBEAT_IVL),
    ("heartbeatTimeout", options::HEARTBEAT_TIMEOUT),
    ("sendHighWaterMark", options::SNDHWM),
    ("receiveHighWaterMark", options::RCVHWM),
    ("reconnectInterval", options::RECONNECT_IVL),
    ("linger", options::LINGER),
];

const TEXTS: &[(&str, i32)] = &[
    ("plainUsername", options::PLAIN_USERNAME),
    ("plainPassword", options::PLAIN_PASSWORD),
];

const KEYS: &[(&str, i32)] = &[
    ("curvePublicKey", options::CURVE_PUBLIC_KEY),
    ("curveSecretKey", options::CURVE_SECRET_KEY),
    ("curveServerKey", options::CURVE_SERVER_KEY),
];

async fn set(socket: &rzmq::Socket, setup: &Setup) -> Result<(), ZmqError> {
    socket.set_option(options::LINGER, 0i32).await?;
    if matches!(setup.kind.as_str(), "DEALER" | "ROUTER") {
        // RFC 28: neither adds or takes anything; by default these have an empty frame of their own.
        socket.set_option(options::AUTO_DELIMITER, 0i32).await?;
    }
    for (name, option) in NUMBERS {
        if let Some(value) = setup.number(name) {
            socket.set_option(*option, value as i32).await?;
        }
    }
    if let Some(limit) = setup.number("maxMessageSize") {
        socket.set_option_raw(options::MAXMSGSIZE, &limit.to_ne_bytes()).await?;
    }
    for (name, option) in TEXTS {
        if let Some(value) = setup.text(name) {
            socket.set_option_raw(*option, value.as_bytes()).await?;
        }
    }
    for (name, option) in KEYS {
        if let Some(value) = setup.text(name) {
            socket.set_option_raw(*option, &z85(value)).await?;
        }
    }
    if setup.options.get("curveServer").is_some_and(|value| value == true) {
        socket.set_option(options::CURVE_SERVER, 1i32).await?;
    }
    Ok(())
}

/// Z85 (RFC 32): five characters are four octets.
fn z85(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
    let digit = |octet: &u8| DIGITS.iter().position(|each| each == octet).unwrap_or(0) as u32;
    let words = text.as_bytes().chunks(5);
    let number = |word: &[u8]| word.iter().fold(0u32, |sum, octet| sum.wrapping_mul(85).wrapping_add(digit(octet)));
    words.flat_map(|word| number(word).to_be_bytes()).collect()
}

impl contract::Stack for Rzmq {
    type Socket = RzmqSocket;
    const NAME: &'static str = "rzmq 0.5.28";
    const CAN: &'static [&'static str] = &[
        "open", "zmtp3", "zmtp30", "zmtp2", "heartbeat", "maxMessageSize", "handshakeInterval", "heartbeatInterval",
        "heartbeatTimeout", "sendHighWaterMark", "receiveHighWaterMark", "reconnectInterval", "linger",
        "plainUsername", "plainPassword", "curveServer", "curvePublicKey", "curveSecretKey", "curveServerKey", "REQ",
        "REP", "DEALER", "ROUTER", "PUB", "SUB",
    ];

    async fn open(&self, setup: Setup) -> Result<(RzmqSocket, String), String> {
        // Who binds is the server of its mechanisms, and who connects the client.
        let is_server = setup.options.contains_key("curveServer");
        let is_client = setup.text("curveServerKey").or(setup.text("plainUsername")).is_some();
        if if setup.is_bound { is_client } else { is_server } {
            return Err("unsupported: a server that connects, a client that binds".into());
        }
        let socket = self.0.socket(kind(&setup.kind)?).map_err(|error| error.to_string())?;
        let opened: Result<String, ZmqError> = async {
            set(&socket, &setup).await?;
            if !setup.is_bound {
                socket.connect(&setup.endpoint).await?;
                return Ok(setup.endpoint.clone());
            }
            socket.bind(&setup.place()).await?;
            let endpoint = socket.get_option(options::LAST_ENDPOINT).await?;
            Ok(String::from_utf8_lossy(&endpoint).trim_end_matches('\0').to_string())
        }
        .await;
        let endpoint = opened.map_err(|error| error.to_string())?;
        Ok((RzmqSocket { socket, wait: AtomicU64::new(u64::MAX) }, endpoint))
    }
}

impl contract::Socket for RzmqSocket {
    async fn send(&self, parts: Parts, wait: Duration) -> Result<(), String> {
        let ms = wait.as_millis() as u64;
        if self.wait.swap(ms, Ordering::Relaxed) != ms {
            let set = self.socket.set_option(options::SNDTIMEO, ms as i32).await;
            set.map_err(|error| error.to_string())?;
        }
        let last = parts.len() - 1;
        let mut frames: Vec<Msg> = parts.into_iter().map(Msg::from_vec).collect();
        for frame in &mut frames[..last] {
            frame.set_flags(MsgFlags::MORE);
        }
        let sent = if last == 0 {
            self.socket.send(frames.remove(0)).await
        } else {
            self.socket.send_multipart(frames).await
        };
        sent.map_err(|error| match error {
            ZmqError::Timeout | ZmqError::ResourceLimitReached => "again".into(),
            other => other.to_string(),
        })
    }

    async fn receive(&self) -> Result<Parts, String> {
        let frames = self.socket.recv_multipart().await.map_err(|error| error.to_string())?;
        Ok(frames.iter().map(|frame| frame.data().unwrap_or(&[]).to_vec()).collect())
    }

    async fn subscribe(&self, topic: Vec<u8>, is_on: bool) -> Result<(), String> {
        let option = if is_on { options::SUBSCRIBE } else { options::UNSUBSCRIBE };
        self.socket.set_option_raw(option, &topic).await.map_err(|error| error.to_string())
    }

    async fn close(&self) {
        let _ = self.socket.close().await;
    }
}

#[tokio::main]
async fn main() {
    match Context::new() {
        Ok(context) => contract::run(Rzmq(context)).await,
        Err(error) => println!("{{\"error\":\"{error}\"}}"),
    }
}
