//! The driver contract (docs/conformance.md) for implementations in Rust: lines of JSON on stdin and stdout. A driver
//! says what its implementation is and does for `Stack` and `Socket`; the rest is here.
use serde_json::{json, Map, Value};
use std::future::Future;
use std::io::{BufRead, Write};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};

/// What a socket is to be.
pub struct Setup {
    pub endpoint: String,
    pub is_bound: bool,
    pub kind: String,
    pub options: Map<String, Value>,
}

impl Setup {
    /// An option that is a number; not there if it was not said.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.options.get(name)?.as_i64()
    }

    /// An option that is a text and not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.options.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// Where to bind: the contract's wildcard port is `*`, that of the implementations here 0.
    pub fn place(&self) -> String {
        self.endpoint.replace(":*", ":0")
    }
}

pub type Parts = Vec<Vec<u8>>;

/// A socket of the implementation.
pub trait Socket: Send + Sync + 'static {
    /// Sends a message, waiting for room at most so long; `again` if there was none.
    fn send(&self, parts: Parts, wait: Duration) -> impl Future<Output = Result<(), String>> + Send;
    /// The next message. What it was waiting for is not lost if the future is dropped.
    fn receive(&self) -> impl Future<Output = Result<Parts, String>> + Send;
    fn subscribe(&self, topic: Vec<u8>, is_on: bool) -> impl Future<Output = Result<(), String>> + Send;
    fn close(&self) -> impl Future<Output = ()> + Send;
}

/// The implementation.
pub trait Stack {
    type Socket: Socket;
    const NAME: &'static str;
    const CAN: &'static [&'static str];
    /// Opens a socket; with it the endpoint that it is bound or connected to.
    fn open(&self, setup: Setup) -> impl Future<Output = Result<(Self::Socket, String), String>> + Send;
}

fn say(line: Value) {
    let mut out = std::io::stdout().lock();
    let written = writeln!(out, "{line}").and_then(|()| out.flush());
    if written.is_err() {
        std::process::exit(0) // nobody listens any more
    }
}

fn bytes(hex: &Value) -> Vec<u8> {
    let text = hex.as_str().unwrap_or("").as_bytes();
    let digit = |at: usize| (text[at] as char).to_digit(16).unwrap_or(0) as u8;
    (0..text.len() / 2).map(|at| digit(2 * at) << 4 | digit(2 * at + 1)).collect()
}

fn hex(part: &[u8]) -> String {
    part.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// Waits until it has that value; false if it never will again.
async fn becomes(value: &mut watch::Receiver<bool>, wanted: bool) -> bool {
    value.wait_for(|value| *value == wanted).await.is_ok()
}

struct Opened<S> {
    socket: Arc<S>,
    reads: watch::Sender<bool>,
    receiver: tokio::task::JoinHandle<()>,
}

impl<S: Socket> Opened<S> {
    fn new(socket: S) -> Self {
        let socket = Arc::new(socket);
        let (reads, mut is_reading) = watch::channel(true);
        let from = socket.clone();
        let receiver = tokio::spawn(async move {
            while becomes(&mut is_reading, true).await {
                tokio::select! {
                    biased;
                    _ = becomes(&mut is_reading, false) => {}
                    message = from.receive() => match message {
                        Ok(parts) => say(json!({ "recv": parts.iter().map(|part| hex(part)).collect::<Vec<_>>() })),
                        // It cannot receive, or it is not its turn.
                        Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
                    }
                }
            }
        });
        Opened { socket, reads, receiver }
    }

    async fn close(self) {
        self.receiver.abort();
        let _ = self.receiver.await;
        self.socket.close().await;
    }
}

fn setup_of(value: &Value) -> Setup {
    let text = |name: &str| value[name].as_str().unwrap_or("").to_string();
    Setup {
        endpoint: text("endpoint"),
        is_bound: text("mode") == "bind",
        kind: text("socket"),
        options: value["options"].as_object().cloned().unwrap_or_default(),
    }
}

/// Runs the driver until its input ends.
pub async fn run<T: Stack>(stack: T) {
    let words: Vec<String> = std::env::args().collect();
    let word = |at: usize| words.get(at).cloned().unwrap_or_default();
    let first = json!({ "endpoint": word(1), "mode": word(2), "socket": word(3) });
    let mut opened = None;
    match stack.open(setup_of(&first)).await {
        Ok((socket, endpoint)) => {
            opened = Some(Opened::new(socket));
            say(json!({ "ready": endpoint, "can": T::CAN, "name": T::NAME }));
        }
        Err(error) => say(json!({ "error": error })),
    }
    let (lines, mut orders) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let _ = lines.send(line);
        }
    });
    while let Some(line) = orders.recv().await {
        let order: Value = serde_json::from_str(&line).unwrap_or_default();
        let answer = obey(&stack, &mut opened, &order).await;
        say(answer.unwrap_or_else(|error| json!({ "error": error })));
    }
    std::process::exit(0)
}

async fn obey<T: Stack>(
    stack: &T,
    opened: &mut Option<Opened<T::Socket>>,
    order: &Value,
) -> Result<Value, String> {
    if order.get("open").is_some() || order.get("close").is_some() {
        if let Some(before) = opened.take() {
            before.close().await;
        }
        if order.get("close").is_some() {
            return Ok(json!({ "closed": true }));
        }
        let (socket, endpoint) = stack.open(setup_of(&order["open"])).await?;
        *opened = Some(Opened::new(socket));
        return Ok(json!({ "ready": endpoint }));
    }
    let Opened { socket, reads, .. } = opened.as_ref().ok_or("closed")?;
    if let Some(parts) = order["send"].as_array() {
        let wait = Duration::from_millis(order["wait"].as_u64().unwrap_or(500));
        socket.send(parts.iter().map(bytes).collect(), wait).await?;
        return Ok(json!({ "sent": true }));
    }
    if let Some(is_on) = order["read"].as_bool() {
        reads.send_replace(is_on);
        return Ok(json!({ "read": is_on }));
    }
    for (word, is_on) in [("subscribe", true), ("unsubscribe", false)] {
        if let Some(topic) = order.get(word) {
            socket.subscribe(bytes(topic), is_on).await?;
            return Ok(json!({ "subscribed": is_on }));
        }
    }
    Err(format!("what is {order}?"))
}
