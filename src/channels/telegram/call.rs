//! A call of the Bot API as data: what to send, not how.

use serde::Serialize;

/// A call of the Bot API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiCall {
    /// Name of the method.
    pub method: &'static str,
    /// Its parameters, a JSON object. Where a file belongs it holds the placeholder of [`Upload`].
    pub body: String,
    /// A file to send along.
    pub upload: Option<Upload>,
}

/// A file of the project that a call sends along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Parameter that takes the file.
    pub field: &'static str,
    /// Path below `media/` of the project.
    pub path: String,
}

impl Upload {
    /// What stands in the body where the file belongs; replaced by the id of an earlier upload.
    pub fn placeholder(field: &str) -> String {
        format!("attach://{field}")
    }
}

impl ApiCall {
    /// A call without a file.
    pub(super) fn new(method: &'static str, body: &impl Serialize) -> Self {
        // Our bodies are plain structures of texts and numbers, which always serialize.
        Self { method, body: serde_json::to_string(body).unwrap_or_default(), upload: None }
    }

    /// The method that sends a message and has this name; `sendMessage` for any other.
    pub fn method_named(name: &str) -> &'static str {
        ["sendPhoto", "sendDocument"].into_iter().find(|method| *method == name).unwrap_or("sendMessage")
    }

    /// The same call with the file named by the id that Telegram gave it when it was uploaded before.
    pub fn with_file_id(&self, file_id: &str) -> Self {
        let Some(upload) = &self.upload else { return self.clone() };
        let Ok(mut body) = serde_json::from_str::<serde_json::Value>(&self.body) else { return self.clone() };
        body[upload.field] = file_id.into();
        Self { method: self.method, body: body.to_string(), upload: None }
    }

    /// What remains to be said when the file is gone: the caption as a message. `None` without a caption.
    pub fn without_file(&self) -> Option<Self> {
        let mut body: serde_json::Value = serde_json::from_str(&self.body).ok()?;
        let members = body.as_object_mut()?;
        members.remove(self.upload.as_ref()?.field)?;
        let caption = members.remove("caption")?;
        members.insert("text".into(), caption);
        if let Some(entities) = members.remove("caption_entities") {
            members.insert("entities".into(), entities);
        }
        Some(Self { method: "sendMessage", body: body.to_string(), upload: None })
    }
}

/// The id of the file in the answer to an upload: the largest picture or the document.
pub fn file_id_of(answer: &str) -> Option<String> {
    let answer: serde_json::Value = serde_json::from_str(answer).ok()?;
    let message = answer.get("result")?;
    let sizes = message.get("photo").and_then(|photo| photo.as_array());
    let file = match sizes {
        Some(sizes) => sizes.last()?,
        None => message.get("document")?,
    };
    Some(file.get("file_id")?.as_str()?.to_owned())
}

#[derive(Serialize)]
struct PressAnswer<'a> {
    callback_query_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// Stops the clock on a pressed button and says something short, if there is something to say.
pub fn answer_press(press_id: &str, text: Option<&str>) -> ApiCall {
    ApiCall::new("answerCallbackQuery", &PressAnswer { callback_query_id: press_id, text })
}

#[derive(Serialize)]
struct ChatAction {
    chat_id: i64,
    action: &'static str,
}

/// Shows "typing…" for about five seconds.
pub fn typing(chat_id: i64) -> ApiCall {
    ApiCall::new("sendChatAction", &ChatAction { chat_id, action: "typing" })
}
