//! Pauses, moments and hours as one sentence, in which an author reads what was set and changes it word by word.

use crate::engine::month_name;
use crate::flow::{every_day, parse_date, parse_duration, parse_weekdays};
use crate::model::{Block, Lang, civil_from_days, text_of};
use crate::studio::widgets::spoken::{days_words, duration_words};

/// What stands around a part of a sentence that is a property: opening, the property's name, what it says, end.
/// Nobody types these letters, which belong to no alphabet.
const MARKS: [char; 3] = ['\u{E000}', '\u{E001}', '\u{E002}'];
/// What a part begins with that could be said and is not.
const COULD_BE: &str = "+ ";

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Words between properties.
    Words(String),
    /// A property by its name, and what it says.
    Prop(String, String),
}

/// What a block of time does, part by part; nothing for any other block.
pub(super) fn parts(block: &Block, lang: Lang) -> Option<Vec<Part>> {
    let words = Said { block, ru: lang == Lang::Ru, lang };
    let said = match block.kind.as_str() {
        "delay" => words.delay(),
        "time_entry" => words.moment(),
        "hours" => words.hours(),
        _ => return None,
    };
    let mut parts = Vec::new();
    for piece in said.split_inclusive(&MARKS[..]) {
        let text = piece.trim_end_matches(MARKS);
        match (piece.chars().last(), parts.last_mut()) {
            // The name of a property ends here, then what it says.
            (Some(mark), _) if mark == MARKS[1] => parts.push(Part::Prop(text.to_owned(), String::new())),
            (Some(mark), Some(Part::Prop(_, shown))) if mark == MARKS[2] => text.clone_into(shown),
            _ if text.is_empty() => {}
            _ => parts.push(Part::Words(text.to_owned())),
        }
    }
    Some(parts)
}

/// The sentence as it is read out, without what could be said and is not.
pub(super) fn sentence(parts: &[Part]) -> String {
    let said = parts.iter().filter_map(|part| match part {
        Part::Words(words) => Some(words.as_str()),
        Part::Prop(_, shown) => Some(shown.as_str()).filter(|shown| !shown.starts_with(COULD_BE)),
    });
    said.collect::<String>().trim_end().to_owned()
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

    /// A property inside the sentence.
    fn prop(&self, name: &str, said: &str) -> String {
        let [open, named, end] = MARKS;
        format!("{open}{name}{named}{said}{end}")
    }

    /// A property that says nothing yet, at the end of the sentence.
    fn could_be(&self, name: &str, ru: &str, en: &str) -> String {
        format!(" {}", self.prop(name, &format!("{COULD_BE}{}", self.pick(ru, en))))
    }

    /// A span in words; what does not read stays as it is written.
    fn span(&self, name: &str) -> Option<String> {
        let source = self.text(name);
        let said = parse_duration(source).map(|span| duration_words(span, self.lang));
        let said = Some(said.unwrap_or_else(|| source.to_owned())).filter(|said| !said.is_empty())?;
        Some(self.prop(name, &said))
    }

    fn days(&self, name: &str) -> Option<String> {
        let mask = parse_weekdays(self.text(name))?;
        (mask & every_day() != every_day()).then(|| self.prop(name, &days_words(mask, self.lang)))
    }

    fn date(&self, name: &str) -> String {
        let said = match parse_date(self.text(name)).map(civil_from_days) {
            Some((year, month, day)) => {
                let month = month_name(month, self.ru);
                if self.ru { format!("{day} {month} {year}") } else { format!("{month} {day}, {year}") }
            }
            None => "…".to_owned(),
        };
        self.prop(name, &said)
    }

    fn field(&self) -> String {
        let said = match self.text("field") {
            "" => self.pick("поля…", "the field…"),
            name if self.ru => format!("поля «{name}»"),
            name => format!("the field “{name}”"),
        };
        self.prop("field", &said)
    }

    fn at(&self, ru: &str, en: &str) -> String {
        match self.text("at") {
            "" => String::new(),
            at => format!(" {} {}", self.pick(ru, en), self.prop("at", at)),
        }
    }

    /// «с 10:00 до 20:00, пн–пт».
    fn window(&self) -> Option<String> {
        let hours = self.text("window").split_once(['-', '–', '—']).map(|(from, to)| {
            let (from, to) = (from.trim(), to.trim());
            let said = if self.ru { format!("с {from} до {to}") } else { format!("from {from} to {to}") };
            self.prop("window", &said)
        });
        let parts: Vec<String> = hours.into_iter().chain(self.days("days")).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    fn delay(&self) -> String {
        let span = self.span("duration");
        let mut said = match self.text("until") {
            "date" => {
                format!("{} {}{}", self.until("Ждать до", "Wait until"), self.date("date"), self.at(",", ","))
            }
            "weekday" => {
                let tomorrow = || self.prop("weekdays", &self.pick("завтра", "tomorrow"));
                let days = self.days("weekdays").unwrap_or_else(tomorrow);
                format!(
                    "{} {days}{}",
                    self.until("Ждать до ближайшего:", "Wait until the next:"),
                    self.at(",", ",")
                )
            }
            "field" => self.by_field(span),
            _ => match (span, self.text("at")) {
                (Some(span), _) => {
                    let until = self.at(", потом до", ", then until");
                    format!("{} {span}{until}", self.until("Ждать", "Wait"))
                }
                (None, "") => {
                    let none = self.pick("срок не указан", "no span is given");
                    format!("{}: {}", self.until("Не ждать", "No wait"), self.prop("duration", &none))
                }
                (None, at) => {
                    format!("{} {}", self.until("Ждать до", "Wait until"), self.prop("at", at))
                        + &self.could_be("duration", "срок", "span")
                }
            },
        };
        let has_at = said.contains(&self.prop("at", self.text("at")));
        if let Some(window) = self.window() {
            said += &format!(". {} {window}", self.pick("Писать только", "Write only"));
        }
        if self.block.flag("any_time") {
            said += &self.pick(". Можно и в тихие часы", ". Quiet hours too");
        }
        for (name, ru, en) in [("at", "время", "time"), ("window", "часы", "hours"), ("days", "дни", "days")]
        {
            let is_said =
                if name == "at" { has_at } else { said.contains(&format!("{}{name}{}", MARKS[0], MARKS[1])) };
            if !is_said {
                said += &self.could_be(name, ru, en);
            }
        }
        said.replace(" ,", ",")
    }

    fn until(&self, ru: &str, en: &str) -> String {
        self.prop("until", &self.pick(ru, en))
    }

    fn by_field(&self, span: Option<String>) -> String {
        let (field, at) = (self.field(), self.at("в", "at"));
        let before = self.text("side") == "before";
        let Some(span) = span else {
            let lead = self.until("Ждать до даты", "Wait until the date");
            let said = format!("{lead} {} {field}{at}", self.pick("из", "of"));
            return said + &self.could_be("duration", "за сколько", "how long before");
        };
        let side = match before {
            true => self.prop("side", &self.pick("до даты", "before the date")),
            false => self.prop("side", &self.pick("после даты", "after the date")),
        };
        let lead = self.until("Написать", "Write");
        match (before, self.ru) {
            (true, true) => format!("{lead} за {span} {side} из {field}{at}"),
            (false, true) => format!("{lead} через {span} {side} из {field}{at}"),
            (_, false) => format!("{lead} {span} {side} of {field}{at}"),
        }
    }

    fn moment(&self) -> String {
        let at = match self.text("at") {
            "" => format!("{} {}", self.pick("в", "at"), self.prop("at", "10:00")),
            at => format!("{} {}", self.pick("в", "at"), self.prop("at", at)),
        };
        let lead = |ru: &str, en: &str| self.prop("when", &self.pick(ru, en));
        match self.text("when") {
            "weekly" => {
                let every = || self.prop("days", &self.pick("каждый день", "every day"));
                let days = self.days("days").unwrap_or_else(every);
                format!("{}: {days} {at}", lead("Каждую неделю", "Every week"))
            }
            "monthly" => {
                let day = self.block.int("day", 1);
                let said = if self.ru { format!("{day}-го числа") } else { format!("on day {day}") };
                format!("{} {} {at}", lead("Каждый месяц", "Every month"), self.prop("day", &said))
            }
            "on" => format!("{} {} {at}", lead("Один раз:", "Once:"), self.date("date")),
            "silence" => {
                let span = self.span("silence").unwrap_or_else(|| self.prop("silence", "…"));
                format!("{} {span}", lead("Когда человек молчит", "When a person is silent for"))
            }
            when => {
                let once = when == "dated";
                let every = if once {
                    lead("Один раз", "Once")
                } else {
                    lead("Каждый год", "Every year")
                };
                let (offset, field) = (self.block.int("offset", 0), self.field());
                let day = match (offset, self.ru) {
                    (0, true) => "в день".to_owned(),
                    (0, false) => "on the day".to_owned(),
                    (days, true) if days < 0 => format!("за {} дн. до дня", -days),
                    (days, false) if days < 0 => format!("{} days before the day", -days),
                    (days, true) => format!("через {days} дн. после дня"),
                    (days, false) => format!("{days} days after the day"),
                };
                let day = self.prop("offset", &day);
                format!("{every} {day} {} {field} {at}", self.pick("из", "of"))
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
            let whose = self.pick("в рабочие часы компании", "in the company's working hours");
            return format!("{} {}{holidays}", self.pick("Открыто", "Open"), self.prop("whose", &whose));
        }
        let window = self.window().unwrap_or_else(|| self.prop("window", &self.pick("всегда", "always")));
        let clock = match self.text("clock") {
            "subscriber" => self.pick("по часам подписчика", "on the subscriber's clock"),
            _ => self.pick("по часам проекта", "on the project's clock"),
        };
        let lead = self.prop("whose", &self.pick("Открыто", "Open"));
        let days = self.days("days").is_none().then(|| self.could_be("days", "дни", "days"));
        let clock = self.prop("clock", &clock);
        format!("{lead} {window}, {clock}{holidays}{}", days.unwrap_or_default())
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
            sentence(&parts(&block, lang).unwrap())
        };
        let day = [("duration", "1d"), ("window", "10:00-20:00"), ("days", "mon-fri")];
        assert_eq!(said("delay", &day, Lang::Ru), "Ждать 1 день. Писать только с 10:00 до 20:00, пн–пт");
        assert_eq!(said("delay", &day, Lang::En), "Wait 1 day. Write only from 10:00 to 20:00, Mon–Fri");
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
