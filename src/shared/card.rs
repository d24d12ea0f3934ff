//! The card that a person of the team gets with a conversation: everything that is known of the subscriber.

use crate::engine::Session;
use crate::flow::Flow;
use crate::model::{FieldId, SYSTEM_FIELDS};
use std::fmt::Write;

/// Fields that say nothing to a person.
const MUTE: [FieldId; 3] = [FieldId::OPERATOR, FieldId::PAYMENT_LINK, FieldId::EVENT_VALUE];

/// Name, fields, tags, last words and source, a line each; only what is known.
pub fn card(flow: &Flow, session: &Session) -> String {
    let mut lines = String::new();
    for (field_id, value) in &session.fields {
        let Some(field) = flow.field(*field_id).filter(|_| !MUTE.contains(field_id)) else { continue };
        let system = SYSTEM_FIELDS.iter().find(|system| system.id == *field_id);
        let name = system.map_or(field.name.as_str(), |system| system.alias);
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{}: {}", name.replace('_', " "), value.shown());
    }
    let tags: Vec<&str> = session.tags.iter().filter_map(|tag| flow.tag_name(*tag)).collect();
    if !tags.is_empty() {
        let _ = writeln!(lines, "#{}", tags.join(" #"));
    }
    lines.trim_end().to_owned()
}
