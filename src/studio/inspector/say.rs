//! Pauses, moments and hours as one sentence over their form, so that an author reads what was set.

use super::desk::Desk;
use super::sentence::days_words;
use crate::engine::month_name;
use crate::flow::{every_day, parse_date, parse_duration, parse_weekdays};
use crate::model::{Block, Lang, civil_from_days, text_of};
use crate::studio::theme;
use crate::studio::widgets::spoken::duration_words;
use crate::studio::widgets::wrapped;
use egui::accesskit::Role;
use egui::{Sense, Ui, WidgetInfo, vec2};

/// The sentence of a block of time on a quiet ground; nothing for any other block.
pub(super) fn sentence_ui(ui: &mut Ui, desk: &Desk<'_>, block: &Block) {
    let Some(said) = sentence(block, desk.input.lang) else { return };
    let tokens = &desk.input.theme.tokens;
    let width = ui.available_width();
    let galley = wrapped(ui, &said, theme::medium(theme::BODY), tokens.ink, width - 20.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 16.0), Sense::hover());
    let fill = theme::tint(tokens.time, 10);
    ui.painter().rect_filled(rect, theme::RADIUS_CONTROL, fill);
    ui.painter().galley(rect.min + vec2(10.0, 8.0), galley, tokens.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

/// What a block of time does, in words.
fn sentence(block: &Block, lang: Lang) -> Option<String> {
    let words = Said { block, ru: lang == Lang::Ru, lang };
    match block.kind.as_str() {
        "delay" => Some(words.delay()),
        "time_entry" => Some(words.moment()),
        "hours" => Some(words.hours()),
        _ => None,
    }
}

struct Said<'a> {
    block: &'a Block,
    ru: bool,
    lang: Lang,
}

impl Said<'_> {
    fn text(&self, name: &str) -> &str {
        text_of(&self.block.props, name).trim()
    }

    fn pick(&self, ru: &str, en: &str) -> String {
        if self.ru { ru.to_owned() } else { en.to_owned() }
    }

    /// A span in words; what does not read stays as it is written.
    fn span(&self, name: &str) -> Option<String> {
        let source = self.text(name);
        let said = parse_duration(source).map(|span| duration_words(span, self.lang));
        Some(said.unwrap_or_else(|| source.to_owned())).filter(|said| !said.is_empty())
    }

    fn days(&self, name: &str) -> Option<String> {
        let mask = parse_weekdays(self.text(name))?;
        (mask & every_day() != every_day()).then(|| days_words(mask, self.lang))
    }

    fn date(&self, name: &str) -> String {
        match parse_date(self.text(name)).map(civil_from_days) {
            Some((year, month, day)) => {
                let month = month_name(month, self.ru);
                if self.ru { format!("{day} {month} {year}") } else { format!("{month} {day}, {year}") }
            }
            None => self.pick("…", "…"),
        }
    }

    fn field(&self) -> String {
        match self.text("field") {
            "" => self.pick("поля…", "the field…"),
            name if self.ru => format!("поля «{name}»"),
            name => format!("the field “{name}”"),
        }
    }

    fn at(&self, ru: &str, en: &str) -> String {
        match self.text("at") {
            "" => String::new(),
            at => format!(" {} {at}", self.pick(ru, en)),
        }
    }

    /// «с 10:00 до 20:00, пн–пт».
    fn window(&self) -> Option<String> {
        let hours = self.text("window").split_once(['-', '–', '—']).map(|(from, to)| {
            let (from, to) = (from.trim(), to.trim());
            if self.ru { format!("с {from} до {to}") } else { format!("from {from} to {to}") }
        });
        let parts: Vec<String> = hours.into_iter().chain(self.days("days")).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    fn delay(&self) -> String {
        let span = self.span("duration");
        let mut said = match self.text("until") {
            "date" => {
                format!("{} {}{}", self.pick("Ждать до", "Wait until"), self.date("date"), self.at(",", ","))
            }
            "weekday" => {
                let days = self.days("weekdays").unwrap_or_else(|| self.pick("завтра", "tomorrow"));
                format!(
                    "{} {days}{}",
                    self.pick("Ждать до ближайшего:", "Wait until the next:"),
                    self.at(",", ",")
                )
            }
            "field" => self.by_field(span),
            _ => match (span, self.text("at")) {
                (Some(span), _) => {
                    let until = self.at(", потом до", ", then until");
                    format!("{} {span}{until}", self.pick("Ждать", "Wait")).replace(" ,", ",")
                }
                (None, "") => self.pick("Не ждать: срок не указан", "No wait: no span is given"),
                (None, at) => format!("{} {at}", self.pick("Ждать до", "Wait until")),
            },
        };
        if let Some(window) = self.window() {
            said += &format!(". {} {window}", self.pick("Писать только", "Write only"));
        }
        if self.block.flag("any_time") {
            said += &self.pick(". Можно и в тихие часы", ". Quiet hours too");
        }
        said.replace(" ,", ",")
    }

    fn by_field(&self, span: Option<String>) -> String {
        let (field, at) = (self.field(), self.at("в", "at"));
        let before = self.text("side") == "before";
        match (span, before, self.ru) {
            (None, _, true) => format!("Ждать до даты из {field}{at}"),
            (None, _, false) => format!("Wait until the date of {field}{at}"),
            (Some(span), true, true) => format!("Написать за {span} до даты из {field}{at}"),
            (Some(span), true, false) => format!("Write {span} before the date of {field}{at}"),
            (Some(span), false, true) => format!("Написать через {span} после даты из {field}{at}"),
            (Some(span), false, false) => format!("Write {span} after the date of {field}{at}"),
        }
    }

    fn moment(&self) -> String {
        let at = match self.text("at") {
            "" => self.pick("в 10:00", "at 10:00"),
            at => format!("{} {at}", self.pick("в", "at")),
        };
        match self.text("when") {
            "weekly" => {
                let days = self.days("days").unwrap_or_else(|| self.pick("каждый день", "every day"));
                format!("{}: {days} {at}", self.pick("Каждую неделю", "Every week"))
            }
            "monthly" => {
                let day = self.block.int("day", 1);
                if self.ru {
                    format!("Каждый месяц {day}-го числа {at}")
                } else {
                    format!("Every month on day {day} {at}")
                }
            }
            "on" => format!("{} {}", self.date("date"), at),
            "silence" => {
                let span = self.span("silence").unwrap_or_else(|| "…".into());
                if self.ru {
                    format!("Когда человек молчит {span}")
                } else {
                    format!("When a person is silent for {span}")
                }
            }
            when => {
                let once = when == "dated";
                let every = if once {
                    self.pick("Один раз", "Once")
                } else {
                    self.pick("Каждый год", "Every year")
                };
                let (offset, field) = (self.block.int("offset", 0), self.field());
                let day = match (offset, self.ru) {
                    (0, true) => format!("в день из {field}"),
                    (0, false) => format!("on the day of {field}"),
                    (days, true) if days < 0 => format!("за {} дн. до дня из {field}", -days),
                    (days, false) if days < 0 => format!("{} days before the day of {field}", -days),
                    (days, true) => format!("через {days} дн. после дня из {field}"),
                    (days, false) => format!("{days} days after the day of {field}"),
                };
                format!("{every} {day} {at}")
            }
        }
    }

    fn hours(&self) -> String {
        let holidays = if self.block.flag("on_holidays") {
            self.pick(", и в праздники", ", on holidays too")
        } else {
            String::new()
        };
        if self.text("whose") != "own" {
            return self.pick("Открыто в рабочие часы компании", "Open in the company's working hours")
                + &holidays;
        }
        let window = self.window().unwrap_or_else(|| self.pick("всегда", "always"));
        let clock = match self.text("clock") {
            "subscriber" => self.pick("по часам подписчика", "on the subscriber's clock"),
            _ => self.pick("по часам проекта", "on the project's clock"),
        };
        format!("{} {window}, {clock}{holidays}", self.pick("Открыто", "Open"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Prop;

    #[test]
    fn pauses_moments_and_hours_read_as_a_sentence() {
        let said = |kind: &str, props: &[(&str, &str)], lang| {
            let mut block = Block::new(kind);
            let props = props.iter().map(|(name, text)| ((*name).to_owned(), Prop::Text((*text).to_owned())));
            block.props = props.collect();
            sentence(&block, lang).unwrap()
        };
        let day = [("duration", "1d"), ("window", "10:00-20:00"), ("days", "mon-fri")];
        assert_eq!(said("delay", &day, Lang::Ru), "Ждать 1 день. Писать только с 10:00 до 20:00, пн–пт");
        assert_eq!(said("delay", &day, Lang::En), "Wait 1 day. Write only from 10:00 to 20:00, mo–fr");
        let then = [("duration", "1d"), ("at", "10:00")];
        assert_eq!(said("delay", &then, Lang::Ru), "Ждать 1 день, потом до 10:00");
        let before = [("until", "field"), ("field", "визит"), ("side", "before"), ("duration", "2h")];
        assert_eq!(said("delay", &before, Lang::Ru), "Написать за 2 часа до даты из поля «визит»");
        let date = [("until", "date"), ("date", "2026-12-31"), ("at", "10:00")];
        assert_eq!(said("delay", &date, Lang::En), "Wait until December 31, 2026, 10:00");
        let week = [("when", "weekly"), ("days", "tue,thu"), ("at", "09:00")];
        assert_eq!(said("time_entry", &week, Lang::Ru), "Каждую неделю: вт, чт в 09:00");
        assert_eq!(
            said("time_entry", &[("field", "др")], Lang::Ru),
            "Каждый год в день из поля «др» в 10:00"
        );
        let own = [("whose", "own"), ("window", "09:00-18:00"), ("clock", "subscriber")];
        assert_eq!(said("hours", &own, Lang::Ru), "Открыто с 09:00 до 18:00, по часам подписчика");
    }
}
