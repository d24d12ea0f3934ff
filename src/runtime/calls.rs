//! Requests of HTTP blocks: a few at a time, each with its own patience.

use super::client::AGENT;
use super::live::Event;
use super::store::PendingCall;
use crate::engine::{CallError, CallRequest};
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::UnboundedSender;

/// Requests under way at the same time.
const AT_ONCE: usize = 32;
/// Patience of a call whose plan names none.
const PATIENCE_MS: u32 = 10_000;
/// Largest answer that is read, bytes; more counts as a failure.
const ANSWER_MAX: usize = 1024 * 1024;

/// Makes calls and reports their answers as events.
pub(super) struct Caller {
    client: reqwest::Client,
    slots: Rc<Semaphore>,
    events: UnboundedSender<Event>,
}

impl Caller {
    pub fn new(events: UnboundedSender<Event>) -> Result<Self, super::RunError> {
        let client = reqwest::Client::builder().user_agent(AGENT).build();
        let client = client.map_err(|error| super::RunError::System(error.without_url().to_string()))?;
        Ok(Self { client, slots: Rc::new(Semaphore::new(AT_ONCE)), events })
    }

    /// Makes a call when there is room; its answer comes as [`Event::Answered`].
    pub fn start(&self, call: PendingCall, patience_ms: u32) {
        let (client, slots, events) = (self.client.clone(), Rc::clone(&self.slots), self.events.clone());
        let patience_ms = if patience_ms == 0 { PATIENCE_MS } else { patience_ms };
        tokio::task::spawn_local(async move {
            let _slot = slots.acquire().await;
            let patience = Duration::from_millis(patience_ms.into());
            let result = tokio::time::timeout(patience, ask(&client, &call.request)).await;
            let result = result.unwrap_or(Err(CallError::Timeout));
            if let Err(error) = result {
                tracing::warn!(chat = call.chat, "a request failed: {error:?}");
            }
            let _ = events.send(Event::Answered(call, result));
        });
    }
}

async fn ask(client: &reqwest::Client, request: &CallRequest) -> Result<String, CallError> {
    let method = request.method.name().parse().map_err(|_| CallError::Unreachable)?;
    let id = request.id;
    let mut call = client.request(method, &request.url);
    // The same after a crash, so that the other side can recognise the repeat.
    call = call.header("Idempotency-Key", format!("voronka-{}-{}-{}", id.subscriber, id.step, id.position));
    let own_type = request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    if !request.body.is_empty() && !own_type {
        call = call.header("Content-Type", "application/json");
    }
    for (name, value) in &request.headers {
        call = call.header(name, value);
    }
    let failed =
        |error: reqwest::Error| if error.is_timeout() { CallError::Timeout } else { CallError::Unreachable };
    let mut response = call.body(request.body.clone()).send().await.map_err(failed)?;
    if !response.status().is_success() {
        return Err(CallError::Status(response.status().as_u16()));
    }
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(failed)? {
        if body.len() + part.len() > ANSWER_MAX {
            return Err(CallError::Unreachable);
        }
        body.extend_from_slice(&part);
    }
    Ok(String::from_utf8_lossy(&body).into_owned())
}
