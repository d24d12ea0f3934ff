//! How calls of the Bot API travel: keep-alive connections, one call at a time on each, and what an answer
//! means. A token lives only inside [`Api`] and never reaches an error or a log.

use super::RunError;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::SendRequest;
use hyper::{Request, Uri, header};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use std::borrow::Cow;
use std::rc::Rc;
use std::time::Duration;

/// The address of Telegram itself; its limits of rate are kept only there.
pub(super) const OFFICIAL: &str = "https://api.telegram.org";

/// Where calls go and with which token.
pub(super) struct Api {
    route: Route,
    /// Everything of the path before the method, with the token.
    prefix: String,
    /// Whether this is Telegram itself and not a server of somebody's own.
    pub official: bool,
}

enum Route {
    /// `http`: a server of one's own or a test. Host and port.
    Plain(String),
    /// `https`, through the system's proxy settings. Scheme and host.
    Secure(reqwest::Client, String),
}

impl Api {
    /// Reads an address such as `https://api.telegram.org`.
    pub fn new(address: &str, token: &str) -> Result<Rc<Self>, RunError> {
        let bad = || RunError::BadApi(address.to_owned());
        let uri: Uri = address.trim_end_matches('/').parse().map_err(|_| bad())?;
        let authority = uri.authority().ok_or_else(bad)?;
        let prefix = format!("{}/bot{token}/", uri.path().trim_end_matches('/'));
        let route = match uri.scheme_str() {
            Some("http") => {
                Route::Plain(format!("{}:{}", authority.host(), authority.port_u16().unwrap_or(80)))
            }
            Some("https") => {
                let client = reqwest::Client::builder().user_agent(AGENT).build();
                let client = client.map_err(|error| RunError::System(error.without_url().to_string()))?;
                Route::Secure(client, format!("https://{authority}"))
            }
            _ => return Err(bad()),
        };
        let official = address.trim_end_matches('/') == OFFICIAL;
        Ok(Rc::new(Self { route, prefix, official }))
    }
}

pub(super) const AGENT: &str = concat!("voronka/", env!("CARGO_PKG_VERSION"));

/// The parameters of a call.
#[derive(Clone)]
pub(super) struct Form {
    pub content_type: Cow<'static, str>,
    pub body: Bytes,
}

impl Form {
    /// Parameters as JSON.
    pub fn json(body: impl Into<Bytes>) -> Self {
        Self { content_type: Cow::Borrowed("application/json"), body: body.into() }
    }
}

/// What came back.
pub(super) struct Answer {
    pub status: u16,
    pub body: Bytes,
}

/// Nothing came back. Holds no address, because addresses of the Bot API hold the token.
#[derive(Debug)]
pub(super) struct NoAnswer(pub String);

/// One connection.
pub(super) struct Lane {
    api: Rc<Api>,
    connection: Option<SendRequest<Full<Bytes>>>,
}

impl Lane {
    pub fn new(api: &Rc<Api>) -> Self {
        Self { api: Rc::clone(api), connection: None }
    }

    /// Makes a call and waits for its answer, at most `patience`.
    pub async fn call(&mut self, method: &str, form: Form, patience: Duration) -> Result<Answer, NoAnswer> {
        let api = Rc::clone(&self.api);
        let result = match &api.route {
            Route::Plain(authority) => {
                // A connection that the server closed while it lay idle fails at once: try a new one.
                let was_open = self.connection.is_some();
                let first = timely(patience, self.plain(authority, method, form.clone())).await;
                match first {
                    Err(_) if was_open => {
                        self.connection = None;
                        timely(patience, self.plain(authority, method, form)).await
                    }
                    result => result,
                }
            }
            Route::Secure(client, origin) => {
                timely(patience, secure(client, format!("{origin}{}{method}", api.prefix), form)).await
            }
        };
        if result.is_err() {
            self.connection = None;
        }
        result
    }

    async fn plain(&mut self, authority: &str, method: &str, form: Form) -> Result<Answer, NoAnswer> {
        let no_answer = |error: hyper::Error| NoAnswer(error.to_string());
        if self.connection.as_ref().is_none_or(SendRequest::is_closed) {
            self.connection = Some(connect(authority).await?);
        }
        let Some(connection) = self.connection.as_mut() else { return Err(NoAnswer(String::new())) };
        connection.ready().await.map_err(no_answer)?;
        let request = Request::post([&self.api.prefix, method].concat())
            .header(header::HOST, authority)
            .header(header::CONTENT_TYPE, &*form.content_type)
            .body(Full::new(form.body))
            .map_err(|_| NoAnswer("the request cannot be built".to_owned()))?;
        let response = connection.send_request(request).await.map_err(no_answer)?;
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.map_err(no_answer)?.to_bytes();
        Ok(Answer { status, body })
    }
}

async fn timely(
    patience: Duration,
    call: impl Future<Output = Result<Answer, NoAnswer>>,
) -> Result<Answer, NoAnswer> {
    let late = |_| NoAnswer("no answer in time".to_owned());
    tokio::time::timeout(patience, call).await.map_err(late)?
}

async fn connect(authority: &str) -> Result<SendRequest<Full<Bytes>>, NoAnswer> {
    let failed = |error: std::io::Error| NoAnswer(error.to_string());
    let stream = tokio::net::TcpStream::connect(authority).await.map_err(failed)?;
    stream.set_nodelay(true).map_err(failed)?;
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let (sender, connection) = handshake.map_err(|error| NoAnswer(error.to_string()))?;
    // Ends by itself when the sender is dropped; its errors reach the sender too.
    tokio::task::spawn_local(connection);
    Ok(sender)
}

async fn secure(client: &reqwest::Client, address: String, form: Form) -> Result<Answer, NoAnswer> {
    let no_answer = |error: reqwest::Error| NoAnswer(reason_of(&error.without_url()));
    let request = client.post(address).header(header::CONTENT_TYPE, &*form.content_type).body(form.body);
    let response = request.send().await.map_err(no_answer)?;
    let status = response.status().as_u16();
    Ok(Answer { status, body: response.bytes().await.map_err(no_answer)? })
}

/// The innermost reason of an error, which names the cause and not the layers above it.
fn reason_of(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// What an answer of the Bot API means for the call.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Done.
    Done,
    /// Not now; again after so long.
    Later(Duration),
    /// The subscriber does not want to hear from the bot.
    Blocked,
    /// Never: the call itself is wrong.
    Refused {
        /// The number.
        code: u16,
        /// The words.
        reason: String,
    },
    /// The token is not valid.
    Unauthorized,
    /// The server is not well; try again.
    Unwell,
}

#[derive(Deserialize)]
struct RawVerdict<'a> {
    ok: bool,
    error_code: Option<u16>,
    #[serde(borrow)]
    description: Option<Cow<'a, str>>,
    parameters: Option<RawParameters>,
}

#[derive(Deserialize)]
struct RawParameters {
    retry_after: Option<u64>,
}

impl Answer {
    /// What the answer means.
    pub fn verdict(&self) -> Verdict {
        if self.status == 200 && self.body.starts_with(br#"{"ok":true"#) {
            return Verdict::Done;
        }
        let Ok(raw) = serde_json::from_slice::<RawVerdict<'_>>(&self.body) else {
            // Not the Bot API that speaks: a proxy, a gateway, a page of a provider.
            return if self.status == 401 { Verdict::Unauthorized } else { Verdict::Unwell };
        };
        let code = raw.error_code.unwrap_or(self.status);
        match (raw.ok, code) {
            (true, _) => Verdict::Done,
            (false, 401) => Verdict::Unauthorized,
            (false, 403) => Verdict::Blocked,
            (false, 429) => {
                let secs = raw.parameters.and_then(|parameters| parameters.retry_after).unwrap_or(1);
                Verdict::Later(Duration::from_secs(secs.clamp(1, 3600)))
            }
            (false, 500..) => Verdict::Unwell,
            (false, _) => Verdict::Refused { code, reason: raw.description.unwrap_or_default().into_owned() },
        }
    }
}

/// How long to wait before the next of several tries: half a second, doubled each time, at most half a minute.
pub(super) fn backoff(tries: u32) -> Duration {
    Duration::from_millis(500 << tries.min(6)).min(Duration::from_secs(30))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(status: u16, body: &'static str) -> Verdict {
        Answer { status, body: Bytes::from_static(body.as_bytes()) }.verdict()
    }

    #[test]
    fn answers_are_told_apart() {
        assert_eq!(verdict(200, r#"{"ok":true,"result":true}"#), Verdict::Done);
        assert_eq!(verdict(200, r#"{ "result": [], "ok": true }"#), Verdict::Done);
        let flood = r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 14","parameters":{"retry_after":14}}"#;
        assert_eq!(verdict(429, flood), Verdict::Later(Duration::from_secs(14)));
        let blocked =
            r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"#;
        assert_eq!(verdict(403, blocked), Verdict::Blocked);
        assert_eq!(
            verdict(401, r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#),
            Verdict::Unauthorized
        );
        assert_eq!(verdict(502, "<html>Bad Gateway"), Verdict::Unwell);
        assert_eq!(verdict(200, "captive portal"), Verdict::Unwell);
        let wrong = r#"{"ok":false,"error_code":400,"description":"Bad Request: BUTTON_URL_INVALID"}"#;
        let reason = "Bad Request: BUTTON_URL_INVALID".to_owned();
        assert_eq!(verdict(400, wrong), Verdict::Refused { code: 400, reason });
    }

    #[test]
    fn waiting_grows_to_half_a_minute() {
        let secs: Vec<_> = (0..9).map(|tries| backoff(tries).as_secs_f32()).collect();
        assert_eq!(secs, [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]);
    }

    #[test]
    fn addresses_without_a_scheme_or_host_are_refused() {
        for address in ["api.telegram.org", "ftp://a", "http://", "", "не адрес"] {
            assert!(matches!(Api::new(address, "1:T"), Err(RunError::BadApi(_))), "{address}");
        }
        assert!(Api::new("http://127.0.0.1:8081/", "1:T").is_ok_and(|api| api.prefix == "/bot1:T/"));
    }
}
