//! From a project to the bytes of its files.

use super::doc::{Doc, Name, Sheet, quoted};
use super::hands::{Both, one_by_one};
use super::{
    LAYOUT_FILE, PROJECT_FILE, defaults, funnel_path, layer_path, table, table_path, texts as layers,
};
use crate::model::{
    Block, BlockId, BotProfile, Catalog, ChannelSetting, Consent, FORMAT, FieldDef, FieldKind, Form,
    Fragment, Frame, Funnel, Hue, Landing, Layer, Layout, Mark, Note, Pos, Project, Prop, Record, Schedule,
    StopWords,
};
use std::collections::BTreeMap;

/// Writes a project as its files, named by their path inside the folder.
///
/// Properties stand in the order of their form, blocks in order of id; what the form does not know comes last,
/// so that nothing is lost even when it could not be read back.
pub fn write(project: &Project, catalog: &dyn Catalog) -> BTreeMap<String, Vec<u8>> {
    write_by(project, catalog, &one_by_one)
}

/// The same by two hands where a funnel is long.
pub fn write_by(project: &Project, catalog: &dyn Catalog, both: Both<'_>) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    files.insert(PROJECT_FILE.to_owned(), head(project, catalog).print());
    files.insert(LAYOUT_FILE.to_owned(), layout(&project.layout));
    for one in &project.funnels {
        files.insert(funnel_path(&one.name), funnel(one, catalog, both));
    }
    for one in &project.tables {
        files.insert(table_path(&one.name), table::write(one));
    }
    for one in &project.layers {
        files.insert(layer_path(&one.name), layers::write(one));
    }
    files
}

fn head(project: &Project, catalog: &dyn Catalog) -> Doc {
    let mut out = vec![("format", Doc::Atom(FORMAT.to_string())), ("title", Doc::text(&project.title))];
    push_record(&mut out, "bot", bot(&project.bot));
    push_list(&mut out, "channels", project.channels.iter().map(channel));
    push_list(&mut out, "fields", project.fields.iter().map(field));
    let tags = project.tags.iter();
    push_list(
        &mut out,
        "tags",
        tags.map(|tag| {
            Doc::record("", vec![("id", Doc::Atom(tag.id.0.to_string())), ("name", Doc::text(&tag.name))])
        }),
    );
    push_record(&mut out, "schedule", schedule(&project.schedule));
    push_record(&mut out, "words", stop_words(&project.words));
    push_record(&mut out, "landing", landing(&project.landing));
    out.extend(texts([("language", &project.language)]));
    push_record(&mut out, "consent", consent(&project.consent));
    if project.ai {
        out.push(("ai", Doc::Atom("true".into())));
    }
    if !project.lists.is_empty() {
        out.push(("lists", lists(&project.lists, catalog)));
    }
    out.push(("funnels", Doc::list(project.funnels.iter().map(|funnel| Doc::text(&funnel.name.0)))));
    out.push(("next_block", Doc::Atom(project.next_block.to_string())));
    out.push(("next_field", Doc::Atom(project.next_field.to_string())));
    out.push(("next_tag", Doc::Atom(project.next_tag.to_string())));
    Doc::record("", out).tall()
}

// Each struct is taken apart by name, so that a new member cannot be forgotten here.

fn bot(bot: &BotProfile) -> Vec<(&'static str, Doc)> {
    let BotProfile { name, about, description } = bot;
    texts([("name", name), ("about", about), ("description", description)])
}

fn channel(setting: &ChannelSetting) -> Doc {
    let ChannelSetting { channel, address } = setting;
    let mut out = vec![("channel", Doc::text(channel))];
    out.extend(texts([("address", address)]));
    Doc::record("", out)
}

fn field(field: &FieldDef) -> Doc {
    let FieldDef { id, name, kind, default } = field;
    let mut out = vec![("id", Doc::Atom(id.0.to_string())), ("name", Doc::text(name))];
    if *kind != FieldKind::default() {
        out.push(("kind", Doc::Atom(defaults::kind_name(*kind).to_owned())));
    }
    if let Some(value) = default {
        out.push(("default", defaults::doc(value)));
    }
    Doc::record("", out)
}

fn schedule(schedule: &Schedule) -> Vec<(&'static str, Doc)> {
    let Schedule { zone, quiet, days, holidays, cap, cap_per, work, work_days } = schedule;
    let mut out = vec![("zone", Doc::text(zone))];
    out.extend(texts([("quiet", quiet), ("days", days)]));
    push_lines(&mut out, "holidays", holidays);
    if *cap > 0 {
        out.push(("cap", Doc::Atom(cap.to_string())));
    }
    out.extend(texts([("cap_per", cap_per), ("work", work), ("work_days", work_days)]));
    out
}

fn stop_words(words: &StopWords) -> Vec<(&'static str, Doc)> {
    let StopWords { stop, start, stop_reply, start_reply } = words;
    let mut out = Vec::new();
    push_lines(&mut out, "stop", stop);
    push_lines(&mut out, "start", start);
    out.extend(texts([("stop_reply", stop_reply), ("start_reply", start_reply)]));
    out
}

fn landing(landing: &Landing) -> Vec<(&'static str, Doc)> {
    let Landing {
        link,
        author,
        role,
        headline,
        promise,
        ticks,
        question,
        qr_title,
        qr_text,
        consent_url,
        privacy_url,
        legal,
    } = landing;
    let mut out = texts([
        ("link", link),
        ("author", author),
        ("role", role),
        ("headline", headline),
        ("promise", promise),
    ]);
    push_lines(&mut out, "ticks", ticks);
    out.extend(texts([
        ("question", question),
        ("qr_title", qr_title),
        ("qr_text", qr_text),
        ("consent_url", consent_url),
        ("privacy_url", privacy_url),
        ("legal", legal),
    ]));
    out
}

fn consent(consent: &Consent) -> Vec<(&'static str, Doc)> {
    let Consent { required, version } = consent;
    let mut out = Vec::new();
    if *required {
        out.push(("required", Doc::Atom("true".into())));
    }
    out.extend(texts([("version", version)]));
    out
}

/// The lists in the order of the registry, then the others by name.
fn lists(lists: &BTreeMap<String, Vec<Record>>, catalog: &dyn Catalog) -> Doc {
    let known = catalog.lists();
    let names = known.iter().copied().filter(|name| lists.contains_key(*name));
    let others = lists.keys().map(String::as_str).filter(|name| !known.contains(name));
    let rows = |name: &str| {
        let form = catalog.list(name);
        let rows = lists.get(name).into_iter().flatten();
        Doc::list(rows.map(|row| Doc::record("", record(row, form, false)))).tall()
    };
    Doc::map(names.chain(others).map(|name| (quoted(name), rows(name))).collect()).tall()
}

fn layout(layout: &Layout) -> Vec<u8> {
    let Layout { blocks, notes, frames } = layout;
    let mut out = Sheet::new();
    out.rows("blocks", places(blocks));
    if !notes.is_empty() {
        out.rows("notes", notes.iter().map(|(id, one)| (id.0.to_string(), note(one))));
    }
    if !frames.is_empty() {
        out.rows("frames", frames.iter().map(|(id, one)| (id.0.to_string(), frame(one))));
    }
    out.print()
}

fn places(places: &BTreeMap<BlockId, Pos>) -> impl Iterator<Item = (String, Doc)> {
    places.iter().map(|(block_id, at)| (block_id.to_string(), pos(*at)))
}

fn pos(Pos(x, y): Pos) -> Doc {
    Doc::Atom(format!("({x}, {y})"))
}

fn note(note: &Note) -> Doc {
    let Note { funnel, at, size, text, hue } = note;
    let mut out = texts([("funnel", &funnel.0)]);
    out.extend([("at", pos(*at)), ("size", pos(*size))]);
    out.extend(texts([("text", text)]));
    out.extend(colour(*hue));
    Doc::record("", out)
}

fn frame(frame: &Frame) -> Doc {
    let Frame { funnel, at, size, title, hue, folded, folded_marks } = frame;
    let mut out = texts([("funnel", &funnel.0)]);
    out.extend([("at", pos(*at)), ("size", pos(*size))]);
    out.extend(texts([("title", title)]));
    out.extend(colour(*hue));
    if !folded.is_empty() {
        out.push(("folded", Doc::list(folded.iter().map(|block_id| Doc::Atom(block_id.to_string())))));
    }
    if !folded_marks.is_empty() {
        let name = |mark: &Mark| match mark {
            Mark::Note(note_id) => format!("note({})", note_id.0),
            Mark::Frame(frame_id) => format!("frame({})", frame_id.0),
        };
        out.push(("folded_marks", Doc::list(folded_marks.iter().map(|mark| Doc::Atom(name(mark))))));
    }
    Doc::record("", out)
}

fn colour(hue: Hue) -> Option<(&'static str, Doc)> {
    (hue != Hue::default()).then(|| ("hue", Doc::Atom(hue.name().to_owned())))
}

/// A fragment as one text; what is empty is left out.
pub(super) fn fragment(fragment: &Fragment, catalog: &dyn Catalog) -> Doc {
    let Fragment { fields, tags, blocks, places: at, notes, frames, layers } = fragment;
    let mut out = Vec::new();
    push_list(&mut out, "fields", fields.iter().map(field));
    push_lines(&mut out, "tags", tags);
    let blocks = blocks.iter().map(|(block_id, one)| (block_id.to_string(), block(one, catalog)));
    out.push(("blocks", Doc::map(blocks.collect()).tall()));
    if !at.is_empty() {
        out.push(("places", Doc::map(places(at).collect())));
    }
    push_list(&mut out, "notes", notes.iter().map(note));
    push_list(&mut out, "frames", frames.iter().map(frame));
    if !layers.is_empty() {
        let texts = |layer: &Layer| {
            let texts = layer.texts.iter().map(|(key, text)| (quoted(key), Doc::text(text)));
            (quoted(&layer.name), Doc::map(texts.collect()).tall())
        };
        out.push(("texts", Doc::map(layers.iter().map(texts).collect()).tall()));
    }
    Doc::record("", out).tall()
}

/// Fewest blocks that are worth a second hand.
const BLOCKS_MIN: usize = 400;

fn funnel(funnel: &Funnel, catalog: &dyn Catalog, both: Both<'_>) -> Vec<u8> {
    let blocks: Vec<_> = funnel.blocks.iter().collect();
    let both = if blocks.len() < BLOCKS_MIN { &one_by_one } else { both };
    let mut out = Sheet::new();
    out.entry("title", &Doc::text(&funnel.title));
    out.rows_by(both, "blocks", &blocks, |(block_id, one)| (block_id.to_string(), block(one, catalog)));
    out.print()
}

fn block(block: &Block, catalog: &dyn Catalog) -> Doc {
    let Block { kind, title, props, exits } = block;
    let mut out: Vec<(Name, Doc)> = Vec::with_capacity(props.len() + 2);
    out.extend(texts([("title", title)]).into_iter().map(|(name, doc)| (name.into(), doc)));
    out.extend(record(props, catalog.form(kind), true));
    if !exits.is_empty() {
        let exits = exits.iter().map(|(exit, to)| (quoted(&exit.0), Doc::Atom(to.to_string())));
        out.push(("exits".into(), Doc::map(exits.collect())));
    }
    Doc::record(kind, out).tall()
}

/// The properties in the order of the form, then the others by name.
fn record(record: &Record, form: Option<&'static Form>, top: bool) -> Vec<(Name, Doc)> {
    let fields = form.map_or(&[][..], |form| form.fields);
    let mut out = Vec::with_capacity(record.len());
    for field in fields {
        if let Some(prop) = record.get(field.name) {
            out.push((field.name.into(), value(prop, form_of_rows(&field.shape), top)));
        }
    }
    if out.len() < record.len() {
        let unknown = record.iter().filter(|(name, _)| fields.iter().all(|field| field.name != *name));
        out.extend(unknown.map(|(name, prop)| (name.clone().into(), value(prop, None, top))));
    }
    out
}

fn form_of_rows(shape: &crate::model::Shape) -> Option<&'static Form> {
    match shape {
        crate::model::Shape::List(form) => Some(form),
        _ => None,
    }
}

fn value(prop: &Prop, form: Option<&'static Form>, top: bool) -> Doc {
    match prop {
        Prop::Text(text) => Doc::text(text),
        Prop::Int(int) => Doc::Atom(int.to_string()),
        Prop::Flag(flag) => Doc::Atom(flag.to_string()),
        Prop::Lines(lines) => Doc::list(lines.iter().map(|line| Doc::text(line))),
        Prop::List(rows) => {
            let list = Doc::list(rows.iter().map(|row| Doc::record("", record(row, form, false))));
            if top { list.tall() } else { list }
        }
    }
}

/// The texts that are not empty.
fn texts<const N: usize>(texts: [(&'static str, &String); N]) -> Vec<(&'static str, Doc)> {
    texts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| (name, Doc::text(text)))
        .collect()
}

fn push_lines(out: &mut Vec<(&'static str, Doc)>, name: &'static str, lines: &[String]) {
    if !lines.is_empty() {
        out.push((name, Doc::list(lines.iter().map(|line| Doc::text(line)))));
    }
}

fn push_record(out: &mut Vec<(&str, Doc)>, name: &'static str, entries: Vec<(&'static str, Doc)>) {
    if !entries.is_empty() {
        out.push((name, Doc::record("", entries).tall()));
    }
}

fn push_list(out: &mut Vec<(&str, Doc)>, name: &'static str, values: impl Iterator<Item = Doc>) {
    let mut values = values.peekable();
    if values.peek().is_some() {
        out.push((name, Doc::list(values).tall()));
    }
}
