//! The workspace Growth: messengers of the bot, the words of the minilanding, links with their QR codes.

use super::command::Command;
use super::controls::{Weight, button, group_heading};
use super::keyboard::{come_into_view, is_opened};
use super::theme::{self, BODY, CAPTION, SPACE, Theme};
use super::widgets::{Line, elided, icon_button, line_ui, menu_row, note_ui, opened_ui, steady_ui};
use super::words::shell as words;
use crate::channels::channel;
use crate::diag::Diagnostic;
use crate::edit::{Settings, build};
use crate::export::{Code, Target, payloads, targets};
use crate::gallery;
use crate::model::{ChannelSetting, Label, Lang, Project};
use egui::accesskit::Role;
use egui::{
    Align, ColorImage, Id, Layout, Rect, Response, ScrollArea, Sense, TextureHandle, TextureOptions, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

const FORM_WIDTH: f32 = 440.0;
/// Below this width of the page links stand under the form, not beside it.
const STACKED: f32 = 560.0;
const CARD_WIDTH: f32 = 208.0;
const QR_SIDE: f32 = 160.0;
const CARD_HEIGHT: f32 = QR_SIDE + 96.0;

/// What the workspace remembers between frames.
#[derive(Default)]
pub struct GrowthState {
    /// The project's state that the links belong to.
    of: Option<(u64, u64)>,
    links: Vec<Linked>,
    findings: Vec<Diagnostic>,
    /// The messengers as they were looked up last, and which of their addresses are still the template's.
    lent: (Vec<ChannelSetting>, Vec<bool>),
    /// The setting whose field shall come into sight with the keyboard in it.
    aim: Option<String>,
}

impl GrowthState {
    /// Shows the field of a setting, such as `landing.headline`.
    pub fn show(&mut self, setting: &str) {
        self.aim = Some(setting.to_owned());
    }
}

/// A link and its picture.
struct Linked {
    target: Target,
    picture: Option<TextureHandle>,
}

/// What the workspace shows.
#[derive(Debug)]
pub struct GrowthInput<'a> {
    /// How to draw.
    pub theme: &'a Theme,
    /// Language of the window.
    pub lang: Lang,
    /// The project.
    pub project: &'a Project,
    /// Changes whenever the project does.
    pub revision: (u64, u64),
}

/// Draws the workspace.
pub fn growth_ui(ui: &mut Ui, input: &GrowthInput<'_>, state: &mut GrowthState, commands: &mut Vec<Command>) {
    state.refresh(ui.ctx(), input);
    let page = ui.max_rect();
    ui.painter().rect_filled(page, 0, input.theme.tokens.canvas);
    let page = page.shrink(SPACE[4]);
    if page.width() < STACKED {
        ui.scope_builder(UiBuilder::new().max_rect(page), |ui| {
            steady_ui(ui, ScrollArea::vertical().id_salt("growth").auto_shrink(false), |ui| {
                ui.spacing_mut().item_spacing.y = SPACE[2];
                messengers_ui(ui, input, &state.lent.1, commands);
                landing_ui(ui, input, &mut state.aim, commands);
                links_head_ui(ui, input, state, commands);
                link_cards_ui(ui, input, state, commands);
                come_into_view(ui);
            });
        });
        return;
    }
    let form = Rect::from_min_size(page.min, vec2(FORM_WIDTH.min(page.width() * 0.5), page.height()));
    ui.scope_builder(UiBuilder::new().max_rect(form), |ui| {
        steady_ui(ui, ScrollArea::vertical().id_salt("growth form").auto_shrink(false), |ui| {
            ui.spacing_mut().item_spacing.y = SPACE[2];
            messengers_ui(ui, input, &state.lent.1, commands);
            landing_ui(ui, input, &mut state.aim, commands);
            come_into_view(ui);
        });
    });
    let rest = Rect::from_min_max(pos2(form.right() + SPACE[4], page.top()), page.max);
    ui.scope_builder(UiBuilder::new().max_rect(rest), |ui| {
        links_head_ui(ui, input, state, commands);
        ui.add_space(SPACE[1]);
        steady_ui(ui, ScrollArea::vertical().id_salt("growth links").auto_shrink(false), |ui| {
            link_cards_ui(ui, input, state, commands);
            come_into_view(ui);
        });
    });
}

impl GrowthState {
    fn refresh(&mut self, ctx: &egui::Context, input: &GrowthInput<'_>) {
        if self.of == Some(input.revision) {
            return;
        }
        self.of = Some(input.revision);
        let (found, findings) = match targets(input.project) {
            Ok(found) => found,
            Err(findings) => (Vec::new(), findings),
        };
        self.findings = findings;
        if self.lent.0 != input.project.channels {
            let channels = input.project.channels.clone();
            let lent = channels.iter().map(gallery::is_lent).collect();
            self.lent = (channels, lent);
        }
        let mut before = std::mem::take(&mut self.links);
        for target in found {
            let known = before.iter().position(|linked| linked.target.link == target.link);
            let picture = match known {
                Some(at) => before.swap_remove(at).picture,
                None => Code::new(&target.link).ok().map(|code| picture(ctx, &target.link, &code)),
            };
            self.links.push(Linked { target, picture });
        }
    }
}

/// A QR code as a picture with one pixel to a module, its quiet zone included. Always dark on white: that is
/// what cameras read.
fn picture(ctx: &egui::Context, link: &str, code: &Code) -> TextureHandle {
    let side = code.side();
    let mut image = ColorImage::filled([side, side], theme::QR_LIGHT);
    let quiet = (side - code.width) / 2;
    for y in 0..code.width {
        for x in (0..code.width).filter(|x| code.is_dark(*x, y)) {
            image[(x + quiet, y + quiet)] = theme::QR_DARK;
        }
    }
    ctx.load_texture(link, image, TextureOptions::NEAREST)
}

/// A card of the form.
fn card(ui: &mut Ui, input: &GrowthInput<'_>, title: Label, help: Label, content: impl FnOnce(&mut Ui)) {
    let theme = input.theme;
    theme.card().inner_margin(SPACE[3]).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = SPACE[1];
        let title = egui::RichText::new(title.of(input.lang)).font(theme::semibold(theme::TITLE));
        ui.label(title.color(theme.tokens.ink));
        note_ui(ui, help.of(input.lang), theme::regular(CAPTION), theme.tokens.muted);
        content(ui);
    });
}

/// The messengers as they are set: one place edits them, this one shows them and leads there.
fn messengers_ui(ui: &mut Ui, input: &GrowthInput<'_>, lent: &[bool], commands: &mut Vec<Command>) {
    card(ui, input, words::MESSENGERS, words::MESSENGERS_HELP, |ui| {
        let settings = || input.project.channels.iter().zip(lent);
        for (setting, is_lent) in settings() {
            messenger_ui(ui, input, setting, *is_lent);
        }
        let names: Vec<_> =
            settings().filter(|one| *one.1).map(|(setting, _)| label_of(setting, input.lang)).collect();
        if !names.is_empty() {
            let text = format!("{} {}", words::LENT_ADDRESSES.of(input.lang), names.join(", "));
            note_ui(ui, &text, theme::regular(CAPTION), input.theme.tokens.warn);
        }
        let text =
            if input.project.channels.is_empty() { words::ADD_MESSENGER } else { words::SET_IN_SETTINGS };
        let text = text.of(input.lang);
        let name = format!("{}: {text}", words::MESSENGERS.of(input.lang));
        let set = button(ui, input.theme, Weight::Outline, "settings", text, &name);
        if is_opened(ui.ctx(), "growth") {
            set.request_focus();
        }
        if set.clicked() {
            commands.push(Command::ShowSettings("channels".into()));
        }
    });
}

fn label_of(setting: &ChannelSetting, lang: Lang) -> &str {
    channel(&setting.channel).map_or(setting.channel.as_str(), |entry| entry.label().of(lang))
}

fn messenger_ui(ui: &mut Ui, input: &GrowthInput<'_>, setting: &ChannelSetting, is_lent: bool) {
    let tokens = &input.theme.tokens;
    let known = channel(&setting.channel);
    let label = label_of(setting, input.lang);
    let address = setting.address.trim();
    let is_good = known.is_some_and(|entry| entry.link(address, "").is_some());
    let (text, color) = match (known, address) {
        (_, "") => (words::NO_ADDRESS.of(input.lang).to_owned(), tokens.warn),
        (Some(entry), address) if is_lent => (entry.shown_address(address), tokens.warn),
        (Some(entry), address) if is_good => (entry.shown_address(address), tokens.muted),
        (_, address) => (address.to_owned(), tokens.error),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let (name, rest) = rect.split_left_right_at_x(rect.left() + 104.0);
    super::widgets::text_in(ui, name, label, theme::medium(BODY), tokens.ink);
    super::widgets::text_in(ui, rest, &text, theme::regular(BODY), color);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{label}: {text}")));
}

/// A text of the minilanding: the setting, its name, how many rows it takes, and where it lives.
type Field = (&'static str, Label, usize, fn(&mut Settings) -> &mut String);

const LANDING: [Field; 7] = [
    ("landing.headline", words::HEADLINE, 2, |settings| &mut settings.landing.headline),
    ("landing.promise", words::PROMISE, 3, |settings| &mut settings.landing.promise),
    ("landing.author", words::AUTHOR, 0, |settings| &mut settings.landing.author),
    ("landing.role", words::ROLE, 0, |settings| &mut settings.landing.role),
    ("landing.question", words::QUESTION, 0, |settings| &mut settings.landing.question),
    ("landing.qr_title", words::QR_TITLE, 0, |settings| &mut settings.landing.qr_title),
    ("landing.qr_text", words::QR_TEXT, 0, |settings| &mut settings.landing.qr_text),
];

fn landing_ui(ui: &mut Ui, input: &GrowthInput<'_>, aim: &mut Option<String>, commands: &mut Vec<Command>) {
    card(ui, input, words::LANDING, words::LANDING_HELP, |ui| {
        let mut settings = Settings::of(input.project);
        for field in LANDING {
            let response = field_ui(ui, input, field, &mut settings, commands);
            aimed(aim, field.0, &response);
        }
        let mut ticks = settings.landing.ticks.join("\n");
        let label = words::TICKS.of(input.lang);
        caption(ui, input, label);
        let width = ui.available_width();
        let line = Line { id: Id::unique("ticks"), name: label, hint: "", rows: 3, wrong: false, width };
        let response = line_ui(ui, input.theme, &line, &mut ticks).response;
        aimed(aim, "landing.ticks", &response);
        if response.changed() {
            settings.landing.ticks = ticks.split('\n').map(str::to_owned).collect();
            if ticks.is_empty() {
                settings.landing.ticks.clear();
            }
            commands.push(Command::Typing(build::set_settings(input.project, settings)));
        }
        let link = link_ui(ui, input, commands);
        aimed(aim, "link", &link);
        legal_ui(ui, input, commands);
    });
}

/// The legal line as it is set among the legal texts.
fn legal_ui(ui: &mut Ui, input: &GrowthInput<'_>, commands: &mut Vec<Command>) {
    caption(ui, input, words::LEGAL.of(input.lang));
    let legal = input.project.landing.legal.trim();
    let (text, color) = match legal {
        "" => (words::NO_LEGAL.of(input.lang), input.theme.tokens.muted),
        legal => (legal, input.theme.tokens.muted),
    };
    note_ui(ui, text, theme::regular(BODY), color);
    let text = words::SET_IN_SETTINGS.of(input.lang);
    let name = format!("{}: {text}", words::LEGAL.of(input.lang));
    if button(ui, input.theme, Weight::Outline, "settings", text, &name).clicked() {
        commands.push(Command::ShowSettings("legal".into()));
    }
}

/// Brings the field into sight, with the keyboard in it, when it is the one that shall be shown.
fn aimed(aim: &mut Option<String>, setting: &str, field: &Response) {
    if aim.take_if(|aim| aim == setting).is_some() {
        field.scroll_to_me(Some(Align::Center));
        field.request_focus();
    }
}

/// By which of the entries' links the buttons of the page lead.
fn link_ui(ui: &mut Ui, input: &GrowthInput<'_>, commands: &mut Vec<Command>) -> Response {
    let label = words::LANDING_LINK.of(input.lang);
    caption(ui, input, label);
    let first = words::FIRST_LINK.of(input.lang);
    let (width, now) = (ui.available_width(), input.project.landing.link.trim());
    let known = payloads(input.project).into_iter().filter(|link| !link.is_empty());
    let (field, picked) = opened_ui(ui, input.theme, label, (now, first), width, |ui| {
        let mut picked = menu_row(ui, input.theme, "", first, now.is_empty()).clicked().then(String::new);
        for link in known {
            if menu_row(ui, input.theme, "link", &link, link == now).clicked() {
                picked = Some(link);
            }
        }
        if picked.is_some() {
            ui.close();
        }
        picked
    });
    if let Some(link) = picked.flatten().filter(|link| link != now) {
        let mut settings = Settings::of(input.project);
        settings.landing.link = link;
        commands.push(Command::Edit(build::set_settings(input.project, settings)));
    }
    field
}

fn field_ui(
    ui: &mut Ui,
    input: &GrowthInput<'_>,
    (_, label, rows, text_of): Field,
    settings: &mut Settings,
    commands: &mut Vec<Command>,
) -> Response {
    let label = label.of(input.lang);
    caption(ui, input, label);
    let width = ui.available_width();
    let line = Line { id: Id::unique(("landing", label)), name: label, hint: "", rows, wrong: false, width };
    let response = line_ui(ui, input.theme, &line, text_of(settings)).response;
    if response.changed() {
        commands.push(Command::Typing(build::set_settings(input.project, settings.clone())));
    }
    response.response
}

fn caption(ui: &mut Ui, input: &GrowthInput<'_>, text: &str) {
    note_ui(ui, text, theme::regular(CAPTION), input.theme.tokens.muted);
}

fn links_head_ui(ui: &mut Ui, input: &GrowthInput<'_>, state: &GrowthState, commands: &mut Vec<Command>) {
    let tokens = &input.theme.tokens;
    ui.horizontal(|ui| {
        let title = egui::RichText::new(words::LINKS.of(input.lang)).font(theme::semibold(theme::TITLE));
        ui.label(title.color(tokens.ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let export = words::EXPORT_BUTTON.of(input.lang);
            let ready = !state.links.is_empty();
            let response = ui.add_enabled_ui(ready, |ui| {
                button(ui, input.theme, Weight::Primary, "download", export, export)
            });
            if response.inner.clicked() {
                commands.push(Command::Export);
            }
        });
    });
}

fn link_cards_ui(ui: &mut Ui, input: &GrowthInput<'_>, state: &GrowthState, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing = vec2(SPACE[2], SPACE[2]);
    ui.horizontal_wrapped(|ui| {
        for linked in &state.links {
            link_card_ui(ui, input, linked, commands);
        }
    });
    for finding in &state.findings {
        super::dialogs::finding_ui(ui, input.theme, input.lang, finding);
    }
    if !state.links.is_empty() {
        group_heading(ui, input.theme, words::LINKS_HELP.of(input.lang));
    }
}

fn link_card_ui(ui: &mut Ui, input: &GrowthInput<'_>, linked: &Linked, commands: &mut Vec<Command>) {
    let (theme, tokens) = (input.theme, &input.theme.tokens);
    let (rect, _) = ui.allocate_exact_size(vec2(CARD_WIDTH, CARD_HEIGHT), Sense::hover());
    ui.painter().add(theme.shadow_near().as_shape(rect, theme::RADIUS_CARD));
    let border = egui::Stroke::new(1.0, tokens.line);
    ui.painter().rect(rect, theme::RADIUS_CARD, tokens.card, border, egui::StrokeKind::Inside);
    let target = &linked.target;
    let qr = Rect::from_min_size(
        pos2(rect.center().x - QR_SIDE / 2.0, rect.top() + SPACE[3]),
        vec2(QR_SIDE, QR_SIDE),
    );
    ui.painter().rect_filled(qr, 6, theme::QR_LIGHT);
    let response = ui.interact(qr, Id::unique(("qr", &target.link)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("QR {}", target.link)));
    if let Some(picture) = &linked.picture {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        ui.painter().image(picture.id(), qr, whole, theme::QR_LIGHT);
    }
    let room = rect.width() - 2.0 * SPACE[2];
    let payload = if target.payload.is_empty() { words::PLAIN_LINK.of(input.lang) } else { &target.payload };
    let title = format!("{} · {payload}", target.channel.label().of(input.lang));
    let galley = elided(ui, &title, theme::medium(BODY), tokens.ink, room);
    ui.painter().galley(pos2(rect.left() + SPACE[2], qr.bottom() + SPACE[1]), galley, tokens.ink);
    let galley = elided(ui, &target.link, theme::regular(CAPTION), tokens.muted, room);
    ui.painter().galley(pos2(rect.left() + SPACE[2], qr.bottom() + 28.0), galley, tokens.muted);
    let row =
        Rect::from_min_max(pos2(rect.left() + SPACE[1], rect.bottom() - 34.0), rect.max - vec2(8.0, 6.0));
    // A child of its own: what stands on the card must not move the next one.
    let mut child = ui.new_child(UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Center)));
    let ui = &mut child;
    let copy = format!("{} {}", words::COPY_LINK.of(input.lang), target.link);
    if icon_button(ui, theme, "copy", theme::HIT, &copy).clicked() {
        commands.push(Command::CopyText(target.link.clone()));
    }
    if icon_button(ui, theme, "external-link", theme::HIT, words::OPEN_LINK.of(input.lang)).clicked() {
        ui.ctx().open_url(egui::OpenUrl::new_tab(&target.link));
    }
}
