//! The page itself: the template of `assets/landing` filled in, with its styles and their hash.

use super::Door;
use super::typo::{NB, glue, headline};
use crate::export::glyph::glyph;
use crate::model::{Label, Lang, Project};
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, context};
use sha2::{Digest, Sha256};
use std::fmt::Write;

static PAGE: &str = include_str!("../../../assets/landing/page.html");
static STYLE: &str = include_str!("../../../assets/landing/style.css");

/// Messengers of a company that Russian law wants named whenever its products are.
const META: [&str; 3] = ["whatsapp", "messenger", "instagram"];

/// Renders the page.
pub(super) fn render(project: &Project, doors: &[Door]) -> Result<String, minijinja::Error> {
    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    let landing = &project.landing;
    let style = style(doors.len());
    let ticks: Vec<_> = landing.ticks.iter().map(|tick| glue(tick)).filter(|tick| !tick.is_empty()).collect();
    let or = |text: &str, fallback: &str| if text.trim().is_empty() { glue(fallback) } else { glue(text) };
    let plain = glue(&landing.headline);
    let author = glue(&landing.author);
    let title = if author.is_empty() { plain.clone() } else { format!("{plain} — {author}") };
    env.render_str(
        PAGE,
        context! {
            style_hash => Value::from_safe_string(base64(&Sha256::digest(style.as_bytes()))),
            style => Value::from_safe_string(style),
            nb => NB.to_string(),
            title,
            author,
            role => glue(&landing.role),
            plain,
            headline => headline(&landing.headline),
            lead => glue(&landing.promise),
            ticks,
            question => glue(&landing.question),
            doors => doors.iter().map(button).collect::<Vec<_>>(),
            codes => doors.iter().map(code).collect::<Vec<_>>(),
            consent => landing.consent_url.trim(),
            privacy => landing.privacy_url.trim(),
            stop => project.words.stop.first().map(|word| word.trim()).unwrap_or_default(),
            qr_title => or(&landing.qr_title, "Или наведите камеру телефона"),
            qr_text => or(&landing.qr_text, "Код откроет бота в мессенджере"),
            legal => legal(&landing.legal, doors),
        },
    )
}

fn button(door: &Door) -> Value {
    let mark = glyph(door.target.channel.name());
    context! {
        link => &door.target.link,
        label => ru(door.target.channel.label()),
        color => mark.color,
        glyph => Value::from_safe_string(mark.shapes.to_owned()),
    }
}

fn code(door: &Door) -> Value {
    let label = ru(door.target.channel.label());
    let address = door.target.channel.shown_address(&door.target.address);
    context! {
        label,
        side => door.code.side(),
        path => door.code.path(),
        caption => format!("{label}: {address}"),
    }
}

/// The page speaks Russian, as its visitors do.
fn ru(label: Label) -> &'static str {
    label.of(Lang::Ru)
}

/// The author's legal line, with the note that Russian law asks for when it is not there yet.
fn legal(own: &str, doors: &[Door]) -> String {
    let own = glue(own);
    let theirs: Vec<_> = doors
        .iter()
        .map(|door| door.target.channel)
        .filter(|channel| META.contains(&channel.name()))
        .collect();
    let Some(first) = theirs.first() else { return own };
    if own.contains("Meta") {
        return own;
    }
    let names: Vec<_> = theirs.iter().map(|channel| ru(channel.label())).collect();
    let verb = if theirs.len() > 1 { "принадлежат" } else { "принадлежит" };
    let names = if theirs.len() > 1 { names.join(" и ") } else { ru(first.label()).to_owned() };
    let note = glue(&format!("{names} {verb} Meta, признанной экстремистской и запрещённой в РФ"));
    if own.is_empty() { note } else { format!("{own}{NB}· {note}") }
}

/// The styles without comments and line ends, and the rules that show the chosen code of `count`.
fn style(count: usize) -> String {
    let lines = STYLE.lines().map(str::trim).filter(|line| !line.starts_with("/*"));
    let mut style: String = lines.collect();
    if count <= 1 {
        style.push_str("figure{display:block}");
        return style;
    }
    let each = |rule: &str| {
        let rules: Vec<_> = (1..=count).map(|index| rule.replace('#', &index.to_string())).collect();
        rules.join(",")
    };
    // Writing to a string cannot fail.
    let _ = write!(style, "{}{{display:block}}", each("[id=q#]:checked~.c#"));
    let _ = write!(
        style,
        "{}{{background:var(--bg);border-color:var(--line);color:var(--ink)}}",
        each("[id=q#]:checked~.tabs .t#")
    );
    let _ = write!(style, "{}{{outline:3px solid var(--accent)}}", each("[id=q#]:focus-visible~.tabs .t#"));
    style
}

/// Base64 with padding, as hashes stand in a content security policy.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for index in 0..4 {
            let digit = (word >> (18 - 6 * index)) & 63;
            text.push(if index <= chunk.len() { char::from(DIGITS[digit as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_pads_as_the_standard_says() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
