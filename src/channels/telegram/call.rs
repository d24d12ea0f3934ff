//! A call of the Bot API as data: what to send, not how.

use super::render::POINTER;
use serde::Serialize;
use serde_json::Value;

/// A call of the Bot API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiCall {
    /// Name of the method.
    pub method: &'static str,
    /// Its parameters, a JSON object. Where a file belongs it holds the placeholder of [`Upload`].
    pub body: String,
    /// Files to send along; several make an album.
    pub uploads: Vec<Upload>,
}

/// A file of the project that a call sends along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Name of the part that brings the file: the parameter that takes it, or [`Upload::ITEMS`] in an album.
    pub field: &'static str,
    /// Path below `media/` of the project.
    pub path: String,
}

/// Parameters that take a file, with the methods that have them.
const FILES: [(&str, &str); 6] = [
    ("photo", "sendPhoto"),
    ("video", "sendVideo"),
    ("animation", "sendAnimation"),
    ("audio", "sendAudio"),
    ("voice", "sendVoice"),
    ("document", "sendDocument"),
];

impl Upload {
    /// Names of the parts of an album.
    pub const ITEMS: [&'static str; 10] =
        ["file0", "file1", "file2", "file3", "file4", "file5", "file6", "file7", "file8", "file9"];

    /// What stands in the body where the file belongs; replaced by the id of an earlier upload.
    pub fn placeholder(field: &str) -> String {
        format!("attach://{field}")
    }

    /// The part of that name; `None` for a name that is none of ours.
    pub fn field_named(name: &str) -> Option<&'static str> {
        FILES.iter().map(|file| file.0).chain(Self::ITEMS).find(|field| *field == name)
    }
}

impl ApiCall {
    /// A call without a file.
    pub(super) fn new(method: &'static str, body: &impl Serialize) -> Self {
        // Our bodies are plain structures of texts and numbers, which always serialize.
        Self { method, body: serde_json::to_string(body).unwrap_or_default(), uploads: Vec::new() }
    }

    /// The method that sends a message and has this name; `sendMessage` for any other.
    pub fn method_named(name: &str) -> &'static str {
        let others = ["sendMediaGroup", "sendLocation", "sendVenue", "sendContact", "copyMessage"];
        let known = FILES.iter().map(|file| file.1).chain(others);
        known.into_iter().find(|method| *method == name).unwrap_or("sendMessage")
    }

    fn members(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }

    /// The same call with a file named by the id that Telegram gave it when it was uploaded before.
    pub fn with_file_id(&self, field: &str, file_id: &str) -> Self {
        let Some(mut body) = self.members() else { return self.clone() };
        let place = Upload::placeholder(field);
        let replace = |value: &mut Value| {
            if value.as_str() == Some(&place) {
                *value = file_id.into();
            }
        };
        match body.get_mut("media").and_then(Value::as_array_mut) {
            Some(items) => items.iter_mut().filter_map(|item| item.get_mut("media")).for_each(replace),
            None => {
                body.as_object_mut().into_iter().flat_map(|members| members.values_mut()).for_each(replace)
            }
        }
        let uploads = self.uploads.iter().filter(|upload| upload.field != field).cloned().collect();
        Self { method: self.method, body: body.to_string(), uploads }
    }

    /// What remains to be sent when a file is gone: an album without it, or the caption as a message. `None` when
    /// nothing remains.
    pub fn without_file(&self, field: &str) -> Option<Self> {
        let mut body = self.members()?;
        let uploads: Vec<_> = self.uploads.iter().filter(|upload| upload.field != field).cloned().collect();
        let members = body.as_object_mut()?;
        let place = Upload::placeholder(field);
        let Some(items) = members.get_mut("media").and_then(Value::as_array_mut) else {
            members.retain(|_, value| value.as_str() != Some(&place));
            return Self { uploads, ..self.clone() }.told(body);
        };
        let at = items.iter().position(|item| item["media"] == place.as_str())?;
        let gone = items.remove(at);
        for name in ["caption", "caption_entities"] {
            let text = gone.get(name).cloned();
            if let (Some(text), Some(Value::Object(heir))) = (text, items.first_mut()) {
                heir.insert(name.to_owned(), text);
            }
        }
        let method = if items.len() == 1 {
            let Some(Value::Object(mut last)) = items.pop() else { return None };
            let kind = last.remove("type")?;
            let (field, method) = FILES.iter().find(|file| kind == file.0)?;
            let file = last.remove("media")?;
            members.remove("media");
            members.append(&mut last);
            members.insert((*field).to_owned(), file);
            *method
        } else {
            self.method
        };
        Some(Self { method, body: body.to_string(), uploads })
    }

    /// The caption as a message of its own, or something for the buttons to stand under: the conversation waits for
    /// them.
    fn told(&self, mut body: Value) -> Option<Self> {
        let members = body.as_object_mut()?;
        let pointer = || members.contains_key("reply_markup").then(|| POINTER.into());
        let caption = members.get("caption").cloned().or_else(pointer)?;
        members.remove("caption");
        members.insert("text".into(), caption);
        if let Some(entities) = members.remove("caption_entities") {
            members.insert("entities".into(), entities);
        }
        Some(Self { method: "sendMessage", body: body.to_string(), uploads: Vec::new() })
    }

    /// The ids that Telegram gave to the files of this call, by the name of the part that brought each.
    pub fn file_ids(&self, answer: &str) -> Vec<(&'static str, String)> {
        let (Some(body), Ok(answer)) = (self.members(), serde_json::from_str::<Value>(answer)) else {
            return Vec::new();
        };
        let items = body.get("media").and_then(Value::as_array);
        let message_of = |upload: &Upload| match items {
            Some(items) => {
                let place = Upload::placeholder(upload.field);
                let at = items.iter().position(|item| item["media"] == place.as_str())?;
                answer.get("result")?.get(at)
            }
            None => answer.get("result"),
        };
        let id = |upload: &Upload| Some((upload.field, file_id_of(message_of(upload)?)?));
        self.uploads.iter().filter_map(id).collect()
    }
}

/// The id of the file that a message shows: the largest picture, or the film, music, voice or document.
fn file_id_of(message: &Value) -> Option<String> {
    let sizes = message.get("photo").and_then(Value::as_array);
    let file = match sizes {
        Some(sizes) => sizes.last()?,
        None => FILES.iter().find_map(|(field, _)| message.get(field))?,
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
