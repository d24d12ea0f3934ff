//! Texts for a translator as XLIFF 1.2 (docs.oasis-open.org/xliff/v1.2/os/xliff-core.html): one file element,
//! one unit a text, its id the key.
//!
//! Reads what programs of translators make of it: more elements, other prefixes, marks inside a text, whose
//! words are kept. Entities of its own are not followed.

use super::{Row, refusal};
use crate::diag::{FileError, Words};
use crate::model::{Layer, Project};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:1.2";

/// Whether XML 1.0 can hold a sign.
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

pub(super) fn write(project: &Project, layer: &str, rows: &[Row]) -> Vec<u8> {
    let source = if project.language.is_empty() { "ru" } else { &project.language };
    let layer = Layer { name: layer.to_owned(), ..Layer::default() };
    // Texts of a channel stay in the language of the project.
    let target = if layer.language().is_empty() { source } else { layer.language() };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" xmlns=\"{NAMESPACE}\">\n  \
         <file original=\"{}\" source-language=\"{}\" target-language=\"{}\" datatype=\"plaintext\">\n    <body>\n",
        escaped(&project.title),
        escaped(source),
        escaped(target),
    );
    for Row { key, original, text } in rows {
        out.push_str(&format!("      <trans-unit id=\"{}\" xml:space=\"preserve\">\n", id(key)));
        out.push_str(&format!("        <source>{}</source>\n", escaped(original)));
        if !text.trim().is_empty() {
            out.push_str(&format!("        <target state=\"translated\">{}</target>\n", escaped(text)));
        }
        out.push_str("      </trans-unit>\n");
    }
    out.push_str("    </body>\n  </file>\n</xliff>\n");
    out.into_bytes()
}

/// A key as an attribute, whose blanks a reader would make plain ones.
fn id(key: &str) -> String {
    escaped(key).replace('\n', "&#10;").replace('\t', "&#9;")
}

fn escaped(text: &str) -> String {
    let text: String = text.chars().filter(|c| is_allowed(*c) && *c != '\r').collect();
    quick_xml::escape::escape(text).into_owned()
}

pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Vec<Row>, FileError> {
    let text = std::str::from_utf8(bytes).map_err(|_| refusal(path, 0, not_utf8()))?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut units = Units::default();
    loop {
        let at = reader.buffer_position();
        let line = || 1 + text.bytes().take(at as usize).filter(|byte| *byte == b'\n').count();
        let event = reader.read_event().map_err(|error| refusal(path, line(), broken(&error.to_string())))?;
        let is_end = event == Event::Eof;
        units.take(event).map_err(|words| refusal(path, line(), words))?;
        if is_end {
            return units.finish().map_err(|words| refusal(path, line(), words));
        }
    }
}

/// What has been read so far.
#[derive(Default)]
struct Units {
    rows: Vec<Row>,
    unit: Option<Row>,
    /// Names of the elements that are open, without prefixes.
    open: Vec<String>,
    is_xliff: bool,
}

impl Units {
    fn take(&mut self, event: Event<'_>) -> Result<(), Words> {
        match event {
            Event::Start(start) => {
                self.begin(&start)?;
                self.open.push(local_name(&start));
            }
            Event::Empty(start) => self.begin(&start)?,
            Event::End(_) => {
                if self.open.pop().as_deref() == Some("trans-unit") {
                    self.rows.extend(self.unit.take());
                }
            }
            Event::Text(text) => self.say(&text.xml10_content().map_err(|error| broken(&error.to_string()))?),
            Event::CData(text) => {
                self.say(&text.xml10_content().map_err(|error| broken(&error.to_string()))?)
            }
            Event::GeneralRef(name) => {
                let name = name.decode().map_err(|error| broken(&error.to_string()))?;
                let sign = quick_xml::escape::unescape(&format!("&{name};")).map(|sign| sign.into_owned());
                self.say(&sign.map_err(|error| broken(&error.to_string()))?);
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Result<(), Words> {
        let name = local_name(start);
        if self.open.is_empty() {
            if name != "xliff"
                || attribute(start, "version")?.is_none_or(|version| !version.starts_with("1."))
            {
                return Err(Words::new(
                    "Это не XLIFF 1.2. Сохраните перевод как XLIFF 1.2 или CSV.",
                    "This is not XLIFF 1.2. Save the translation as XLIFF 1.2 or CSV.",
                ));
            }
            self.is_xliff = true;
        }
        if name == "trans-unit" {
            let key = attribute(start, "id")?.filter(|id| !id.trim().is_empty()).ok_or_else(|| {
                Words::new(
                    "У trans-unit нет id: непонятно, чей это перевод. Верните id из выгруженного файла.",
                    "A trans-unit has no id, so its text is unknown. Bring the id of the exported file back.",
                )
            })?;
            self.unit = Some(Row { key, ..Row::default() });
        }
        Ok(())
    }

    /// Adds to the text that is being read: a source or target of the unit itself, not of an older version of it.
    fn say(&mut self, text: &str) {
        let Some(at) = self.open.iter().position(|name| name == "trans-unit") else { return };
        let Some(unit) = &mut self.unit else { return };
        match self.open.get(at + 1).map(String::as_str) {
            Some("source") => unit.original.push_str(text),
            Some("target") => unit.text.push_str(text),
            _ => {}
        }
    }

    fn finish(self) -> Result<Vec<Row>, Words> {
        if self.is_xliff && self.open.is_empty() {
            return Ok(self.rows);
        }
        Err(broken("XML"))
    }
}

fn local_name(start: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(start.local_name().as_ref()).into_owned()
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, Words> {
    let found = start.try_get_attribute(name).map_err(|error| broken(&error.to_string()))?;
    let value = found.map(|found| found.normalized_value(XmlVersion::Implicit1_0)).transpose();
    Ok(value.map_err(|error| broken(&error.to_string()))?.map(|value| value.into_owned()))
}

fn broken(why: &str) -> Words {
    Words::new(
        format!("Файл XLIFF повреждён: {why}. Сохраните перевод ещё раз."),
        format!("The XLIFF file is damaged: {why}. Save the translation again."),
    )
}

fn not_utf8() -> Words {
    Words::new(
        "Файл не в кодировке UTF-8. Сохраните перевод в UTF-8.",
        "The file is not UTF-8. Save the translation as UTF-8.",
    )
}
