//! Driver for zmq.rs: zmqrs-driver {endpoint} {mode} {socket} {mechanism}
//! What every application of zmq.rs has to do stands here, too: it dials again when its peer has gone, and waits
//! where `send` refuses.
#[path = "../../rust/contract.rs"]
#[allow(dead_code)]
mod contract;

use async_trait::async_trait;
use contract::{Parts, Setup};
use futures::StreamExt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, Notify};
use zeromq::{Socket, SocketEvent, SocketRecv, SocketSend, ZmqMessage, ZmqResult};

type Events = futures::channel::mpsc::Receiver<SocketEvent>;

const CANNOT: &str = "not with this type";

/// A socket of whatever type.
#[async_trait]
trait Any: Send {
    async fn bind(&mut self, endpoint: &str) -> ZmqResult<String>;
    async fn connect(&mut self, endpoint: &str) -> ZmqResult<()>;
    fn events(&mut self) -> Events;
    async fn send(&mut self, message: ZmqMessage) -> ZmqResult<()>;
    async fn receive(&mut self) -> ZmqResult<ZmqMessage>;
    async fn subscribe(&mut self, topic: &str, is_on: bool) -> ZmqResult<()>;
    async fn close(self: Box<Self>);
}

/// What a type can do: send, receive, subscribe.
macro_rules! any {
    ($type:ident, $send:ident, $receive:ident, $subscribe:ident) => {
        #[async_trait]
        impl Any for zeromq::$type {
            async fn bind(&mut self, endpoint: &str) -> ZmqResult<String> {
                Socket::bind(self, endpoint).await.map(|bound| bound.to_string())
            }
            async fn connect(&mut self, endpoint: &str) -> ZmqResult<()> {
                Socket::connect(self, endpoint).await
            }
            fn events(&mut self) -> Events {
                Socket::monitor(self)
            }
            async fn send(&mut self, _message: ZmqMessage) -> ZmqResult<()> {
                can!($send, SocketSend::send(self, _message).await)
            }
            async fn receive(&mut self) -> ZmqResult<ZmqMessage> {
                can!($receive, SocketRecv::recv(self).await)
            }
            async fn subscribe(&mut self, _topic: &str, _is_on: bool) -> ZmqResult<()> {
                can!($subscribe, match _is_on {
                    true => Self::subscribe(self, _topic).await,
                    false => Self::unsubscribe(self, _topic).await,
                })
            }
            async fn close(self: Box<Self>) {
                Socket::close(*self).await;
            }
        }
    };
}

macro_rules! can {
    (yes, $does:expr) => {
        $does
    };
    (no, $does:expr) => {
        Err(zeromq::ZmqError::Other(CANNOT))
    };
}

any!(PushSocket, yes, no, no);
any!(PullSocket, no, yes, no);
any!(ReqSocket, yes, yes, no);
any!(RepSocket, yes, yes, no);
any!(DealerSocket, yes, yes, no);
any!(RouterSocket, yes, yes, no);
any!(PubSocket, yes, no, no);
any!(SubSocket, no, yes, yes);
any!(XPubSocket, yes, yes, no);
any!(XSubSocket, yes, yes, yes);

fn socket(kind: &str) -> Result<Box<dyn Any>, String> {
    Ok(match kind {
        "PUSH" => Box::new(zeromq::PushSocket::new()),
        "PULL" => Box::new(zeromq::PullSocket::new()),
        "REQ" => Box::new(zeromq::ReqSocket::new()),
        "REP" => Box::new(zeromq::RepSocket::new()),
        "DEALER" => Box::new(zeromq::DealerSocket::new()),
        "ROUTER" => Box::new(zeromq::RouterSocket::new()),
        "PUB" => Box::new(zeromq::PubSocket::new()),
        "SUB" => Box::new(zeromq::SubSocket::new()),
        "XPUB" => Box::new(zeromq::XPubSocket::new()),
        "XSUB" => Box::new(zeromq::XSubSocket::new()),
        _ => return Err(format!("unsupported: {kind}")),
    })
}

/// One socket in several hands: who receives lets go of it when another asks.
struct Shared {
    socket: Mutex<Option<Box<dyn Any>>>,
    asked: Notify,
    asking: AtomicUsize,
    /// Topics from before there was a connection.
    topics: std::sync::Mutex<Vec<(String, bool)>>,
}

impl Shared {
    async fn take(&self) -> tokio::sync::MutexGuard<'_, Option<Box<dyn Any>>> {
        self.asking.fetch_add(1, Ordering::SeqCst);
        self.asked.notify_one();
        let asking = Asking(self);
        let guard = self.socket.lock().await;
        drop(asking);
        guard
    }
}

struct Asking<'a>(&'a Shared);

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.0.asking.fetch_sub(1, Ordering::SeqCst);
    }
}

struct Zmqrs;

struct ZmqrsSocket {
    shared: Arc<Shared>,
    dialler: Option<tokio::task::JoinHandle<()>>,
}

const AGAIN_MS: Duration = Duration::from_millis(100);

/// Dials, and where the implementation itself does not, again when the peer has gone.
async fn dial(shared: Arc<Shared>, endpoint: String, redials: bool, mut events: Events) {
    loop {
        let mut guard = shared.take().await;
        let Some(socket) = guard.as_mut() else { return };
        let connected = socket.connect(&endpoint).await;
        let topics = std::mem::take(&mut *shared.topics.lock().unwrap());
        for (topic, is_on) in topics {
            let _ = socket.subscribe(&topic, is_on).await;
        }
        drop(guard);
        if connected.is_ok() {
            while !matches!(events.next().await, Some(SocketEvent::Disconnected(_)) | None) {}
            if !redials {
                return;
            }
        }
        tokio::time::sleep(AGAIN_MS).await;
    }
}

impl contract::Stack for Zmqrs {
    type Socket = ZmqrsSocket;
    const NAME: &'static str = "zmq.rs 0.7.0";
    const CAN: &'static [&'static str] =
        &["open", "zmtp3", "zmtp30", "REQ", "REP", "DEALER", "ROUTER", "PUB", "SUB", "XPUB", "XSUB"];

    async fn open(&self, setup: Setup) -> Result<(ZmqrsSocket, String), String> {
        let mut socket = socket(&setup.kind)?;
        let endpoint = if setup.is_bound {
            socket.bind(&setup.place()).await.map_err(|error| error.to_string())?
        } else {
            setup.endpoint.clone()
        };
        let events = socket.events();
        let shared = Arc::new(Shared {
            socket: Mutex::new(Some(socket)),
            asked: Notify::new(),
            asking: AtomicUsize::new(0),
            topics: Default::default(),
        });
        let redials = !matches!(setup.kind.as_str(), "SUB" | "XSUB");
        let dialler = (!setup.is_bound).then(|| tokio::spawn(dial(shared.clone(), setup.endpoint, redials, events)));
        Ok((ZmqrsSocket { shared, dialler }, endpoint))
    }
}

impl contract::Socket for ZmqrsSocket {
    async fn send(&self, parts: Parts, wait: Duration) -> Result<(), String> {
        let frames: Vec<bytes::Bytes> = parts.into_iter().map(Into::into).collect();
        let message = ZmqMessage::try_from(frames).map_err(|error| format!("{error:?}"))?;
        let deadline = Instant::now() + wait;
        loop {
            let left = deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
            let tried = tokio::time::timeout(left, async {
                match self.shared.take().await.as_mut() {
                    Some(socket) => socket.send(message.clone()).await.map_err(|error| error.to_string()),
                    None => Err("closed".into()),
                }
            });
            match tried.await {
                Ok(Ok(())) => return Ok(()),
                Ok(Err(error)) if error == CANNOT => return Err(error),
                _ if Instant::now() >= deadline => return Err("again".into()),
                _ => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        }
    }

    async fn receive(&self) -> Result<Parts, String> {
        loop {
            while self.shared.asking.load(Ordering::SeqCst) > 0 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            let mut guard = self.shared.socket.lock().await;
            let socket = guard.as_mut().ok_or("closed")?;
            tokio::select! {
                biased;
                () = self.shared.asked.notified() => {}
                message = socket.receive() => {
                    let message = message.map_err(|error| error.to_string())?;
                    return Ok(message.into_vec().into_iter().map(|part| part.to_vec()).collect());
                }
            }
        }
    }

    async fn subscribe(&self, topic: Vec<u8>, is_on: bool) -> Result<(), String> {
        let topic = String::from_utf8(topic).map_err(|_| "a topic must be text")?;
        match tokio::time::timeout(AGAIN_MS, self.shared.take()).await {
            Ok(mut guard) => {
                let socket = guard.as_mut().ok_or("closed")?;
                socket.subscribe(&topic, is_on).await.map_err(|error| error.to_string())
            }
            Err(_) => {
                self.shared.topics.lock().unwrap().push((topic, is_on));
                Ok(())
            }
        }
    }

    async fn close(&self) {
        if let Some(dialler) = &self.dialler {
            dialler.abort();
        }
        if let Some(socket) = self.shared.take().await.take() {
            socket.close().await;
        }
    }
}

#[tokio::main]
async fn main() {
    contract::run(Zmqrs).await
}
