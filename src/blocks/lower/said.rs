//! Texts that a block says: a property's own, a phrase of the product where the author left it empty, two
//! properties in one message. Each brings along what the layers of languages and channels say in its place.

use super::{Lower, ProblemKind, TextPlace};
use crate::blocks::block_type;
use crate::flow::{LayerPlan, Template, TemplateError, TemplateIdx, parse_plain, parse_template};
use crate::model::{FieldId, Label, Layer, Project, is_russian, text_key, text_of};

/// A parser of templates: the source and what its names mean.
type Parse = fn(&str, &dyn Fn(&str) -> Option<FieldId>) -> (Template, Vec<TemplateError>);

/// What a layer says in place of a text.
type Own<'f> = &'f dyn Fn(&Layer) -> Option<String>;

/// With formatting.
const FORMATTED: Parse = |source, field| parse_template(source, field);
/// Without formatting: addresses, captions, values.
const PLAIN: Parse = |source, field| parse_plain(source, field);

/// The text of that key, unless the layer leaves it empty.
fn own_text<'a>(layer: &'a Layer, key: &str) -> Option<&'a str> {
    layer.texts.get(key).map(String::as_str).filter(|text| !text.trim().is_empty())
}

/// A text that a lowering has asked the layers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its key in the layers.
    pub key: String,
    /// Name of its property; `buttons.label` inside a list.
    pub prop: String,
    /// Which row of the list.
    pub row: Option<usize>,
    /// What the author wrote; empty where the product says a phrase of its own.
    pub text: String,
}

/// The layer of a project that a plan was made of.
pub fn layer_of<'p>(project: &'p Project, plan: &LayerPlan) -> Option<&'p Layer> {
    let fits = |layer: &&Layer| {
        layer.language().eq_ignore_ascii_case(&plan.language) && layer.channel() == plan.channel
    };
    project.layers.iter().find(fits)
}

/// A phrase in Russian for Russian, in English for everybody else.
pub fn phrase_in<'a>([ru, en]: [&'a str; 2], language: &str) -> &'a str {
    if is_russian(language) { ru } else { en }
}

impl Lower<'_> {
    /// Parses a template of the property that is being read.
    pub fn template(&mut self, source: &str) -> TemplateIdx {
        self.said(source, FORMATTED)
    }

    /// Parses a text without formatting: an address, a caption, a value.
    pub fn plain(&mut self, source: &str) -> TemplateIdx {
        self.said(source, PLAIN)
    }

    /// The text of a property or, where the author and a layer left it empty, a Russian or English phrase by the
    /// language of each.
    pub fn template_or(&mut self, prop: &str, [ru, en]: [&str; 2]) -> TemplateIdx {
        self.said_or(prop, [ru, en], FORMATTED)
    }

    /// Like [`Lower::template_or`] without formatting, for captions.
    pub fn plain_or(&mut self, prop: &str, phrase: Label) -> TemplateIdx {
        self.said_or(prop, [phrase.ru, phrase.en], PLAIN)
    }

    /// The text of a property below that of another, which may be empty: `2 из 5` above a question.
    pub fn template_below(&mut self, above: &str, prop: &str) -> TemplateIdx {
        let project = self.project;
        let sources = [self.block.text(above), self.block.text(prop)];
        if sources[0].trim().is_empty() {
            self.reading(prop, None);
            return self.template(sources[1]);
        }
        let field = |name: &str| project.field(name).map(|field| field.0);
        // Each is parsed alone for its problems, so that their places are places in its property.
        self.reading(above, None);
        let (_, errors) = parse_template(sources[0], field);
        self.note_errors(errors);
        self.reading(prop, None);
        let (_, errors) = parse_template(sources[1], field);
        self.note_errors(errors);
        for (prop, source) in [(above, sources[0]), (prop, sources[1])] {
            self.reading(prop, None);
            self.note_asked(source);
        }
        let keys = [above, prop].map(|prop| text_key(self.block_id, prop, None));
        let own = |layer: &Layer| {
            let texts = [own_text(layer, &keys[0]), own_text(layer, &keys[1])];
            let is_own = texts.iter().any(Option::is_some);
            is_own.then(|| joined(texts[0].unwrap_or(sources[0]), texts[1].unwrap_or(sources[1])))
        };
        let template = parse_template(&joined(sources[0], sources[1]), field).0;
        let template = self.push_template(template);
        self.note_place(template);
        self.layered(template, FORMATTED, &own);
        template
    }

    fn said_or(&mut self, prop: &str, phrase: [&str; 2], parse: Parse) -> TemplateIdx {
        self.reading(prop, None);
        let source = self.block.text(prop);
        if !source.trim().is_empty() {
            return self.said(source, parse);
        }
        self.note_asked("");
        let source = phrase_in(phrase, &self.project.language);
        let (project, key) = (self.project, self.text_key());
        let own = |layer: &Layer| {
            let phrase = || {
                let phrase = phrase_in(phrase, layer.language());
                (!layer.language().is_empty() && phrase != source).then_some(phrase)
            };
            own_text(layer, &key).or_else(phrase).map(str::to_owned)
        };
        let field = |name: &str| project.field(name).map(|field| field.0);
        let template = self.push_template(parse(source, &field).0);
        self.note_place(template);
        self.layered(template, parse, &own);
        template
    }

    /// Keeps a template and what other languages and channels say in its place.
    fn said(&mut self, source: &str, parse: Parse) -> TemplateIdx {
        self.note_asked(source);
        let project = self.project;
        let field = |name: &str| project.field(name).map(|field| field.0);
        let template = self.keep_template(parse(source, &field));
        self.note_place(template);
        if !project.layers.is_empty() && self.is_spoken() {
            let key = self.text_key();
            self.layered(template, parse, &|layer| own_text(layer, &key).map(str::to_owned));
        }
        template
    }

    /// Whether a subscriber reads the property that is being read: what the team or a program reads has no layers.
    fn is_spoken(&self) -> bool {
        block_type(&self.block.kind).is_some_and(|kind| kind.form.is_spoken(&self.at.0))
    }

    /// From now on every text that the layers are asked for is noted.
    pub fn listen(&mut self) {
        self.asked = Some(Vec::new());
    }

    /// What was noted since [`Lower::listen`].
    pub fn take_asked(&mut self) -> Vec<Asked> {
        self.asked.take().unwrap_or_default()
    }

    /// From now on the place of every text is noted.
    pub fn note_places(&mut self) {
        self.places = Some(Vec::new());
    }

    /// What was noted since [`Lower::note_places`], in order of template.
    pub fn take_places(&mut self) -> Vec<TextPlace> {
        self.places.take().unwrap_or_default()
    }

    fn note_place(&mut self, template: TemplateIdx) {
        if let Some(places) = &mut self.places {
            let (prop, row) = self.at.clone();
            places.push((template, prop, row));
        }
    }

    fn note_asked(&mut self, source: &str) {
        if self.asked.is_none() {
            return;
        }
        let (key, (prop, row)) = (self.text_key(), self.at.clone());
        self.asked.get_or_insert_default().push(Asked { key, prop, row, text: source.to_owned() });
    }

    /// Keeps what the layers say in place of a template.
    fn layered(&mut self, template: TemplateIdx, parse: Parse, own: Own<'_>) {
        let project = self.project;
        let field = |name: &str| project.field(name).map(|field| field.0);
        for index in 0..self.flow().layers.len() {
            let layer = layer_of(project, &self.flow().layers[index]);
            if let Some(own) = layer.and_then(own) {
                let replacing = self.keep_template(parse(&own, &field));
                self.flow().layers[index].texts.push((template, replacing));
            }
        }
    }

    fn keep_template(&mut self, (template, errors): (Template, Vec<TemplateError>)) -> TemplateIdx {
        self.note_errors(errors);
        self.push_template(template)
    }

    fn note_errors(&mut self, errors: Vec<TemplateError>) {
        for error in errors {
            let kind = match &error {
                TemplateError::UnknownField(name, _) => ProblemKind::UnknownField(name.clone()),
                TemplateError::UnknownFilter(name, _) => ProblemKind::UnknownFilter(name.clone()),
                TemplateError::Unclosed(_) | TemplateError::Nested(_) | TemplateError::Empty(_) => {
                    ProblemKind::BrokenTemplate
                }
            };
            self.problem(Some(error.span()), kind);
        }
    }

    fn push_template(&mut self, template: Template) -> TemplateIdx {
        self.flow().templates.push(template);
        (self.flow().templates.len() - 1) as TemplateIdx
    }

    /// The key of the property that is being read, for the layers.
    fn text_key(&self) -> String {
        let (prop, row) = &self.at;
        let list = prop.split('.').next().unwrap_or_default();
        let row = row.map(|row| match self.block.rows(list).get(row).map(|record| text_of(record, "key")) {
            Some("") | None => row.to_string(),
            Some(key) => key.to_owned(),
        });
        text_key(self.block_id, prop, row.as_deref())
    }
}

fn joined(above: &str, below: &str) -> String {
    format!("{}\n{below}", above.trim_end())
}
