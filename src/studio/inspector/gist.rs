//! What a row of a list of the project holds, in a few words below its name while it is folded.

use super::applies::applies;
use super::sentence::lowered;
use super::words;
use crate::flow::{every_day, parse_duration, parse_weekdays};
use crate::model::{Form, FormField, Label, Lang, Record, Shape, flag_of, rows_of, text_of};
use crate::studio::widgets::spoken::{days_words, duration_words};

const NOBODY: Label = Label::new("Пока никого: добавьте условие", "Nobody yet: add a rule");
const BY_FORMULA: Label = Label::new("По формуле", "By a formula");
const EVERYBODY: Label = Label::new("всем подписанным", "to all subscribed");
const WHEN_TOLD: Label = Label::new("по команде", "when told to");
const ANY_HOUR: Label = Label::new("круглые сутки", "around the clock");
const ANY_TOPIC: Label = Label::new("любые темы", "any topic");
const BUT: Label = Label::new("кроме", "except");
const NOT: Label = Label::new("не", "not");

/// The few words; nothing for rows that have no name of their own.
pub(super) fn gist(form: &'static Form, row: &Record, lang: Lang) -> Option<String> {
    let parts = match form.name {
        "segment" => return Some(segment(form, row, lang)),
        "broadcast" => vec![whom(row, lang), when(row, lang)],
        "calendar" => {
            let mut parts = hours(row, lang);
            parts.extend(parse_duration(text_of(row, "slot")).map(|slot| duration_words(slot, lang)));
            parts
        }
        "person" => {
            let topics = match row.get("topics") {
                Some(crate::model::Prop::Lines(topics)) if !topics.is_empty() => topics.join(", "),
                Some(_) | None => ANY_TOPIC.of(lang).to_owned(),
            };
            let mut parts = vec![topics];
            parts.extend(hours(row, lang));
            parts
        }
        _ => return None,
    };
    Some(capital(&parts.join(" · ")))
}

fn whom(row: &Record, lang: Lang) -> String {
    match text_of(row, "segment") {
        "" => EVERYBODY.of(lang).to_owned(),
        segment if lang == Lang::En => format!("“{segment}”"),
        segment => format!("«{segment}»"),
    }
}

fn when(row: &Record, lang: Lang) -> String {
    let (date, at) = (text_of(row, "date"), text_of(row, "at"));
    if date.is_empty() {
        return WHEN_TOLD.of(lang).to_owned();
    }
    let date = match (lang, &date.split('-').collect::<Vec<_>>()[..]) {
        (Lang::Ru, [year, month, day]) => format!("{day}.{month}.{year}"),
        _ => date.to_owned(),
    };
    format!("{date} {at}").trim().to_owned()
}

/// Days and hours.
fn hours(row: &Record, lang: Lang) -> Vec<String> {
    let days = days_words(parse_weekdays(text_of(row, "days")).unwrap_or(every_day()), lang);
    let hours = match text_of(row, "hours") {
        "" => ANY_HOUR.of(lang).to_owned(),
        hours => hours.replace('-', "–"),
    };
    vec![days, hours]
}

fn segment(form: &'static Form, row: &Record, lang: Lang) -> String {
    if !text_of(row, "formula").trim().is_empty() {
        return format!("{}: {}", BY_FORMULA.of(lang), text_of(row, "formula").trim());
    }
    let list = |form: &'static Form, name: &str| match form.field(name).map(|field| field.shape) {
        Some(Shape::List(inner)) => Some(inner),
        Some(_) | None => None,
    };
    let Some(rule_form) = list(form, "groups").and_then(|group| list(group, "rules")) else {
        return String::new();
    };
    // A group without rules says nothing to the engine either.
    let groups = rows_of(row, "groups").iter().filter(|group| !rows_of(group, "rules").is_empty());
    let groups: Vec<&Record> = groups.collect();
    let told = groups.iter().map(|group| {
        let rules = rows_of(group, "rules");
        let told: Vec<_> = rules.iter().map(|rule| said(rule_form, rule, lang)).collect();
        let told = told.join(joint(group, lang));
        // Without brackets «A или B и C» would be another segment than «(A или B) и C».
        match (flag_of(group, "not"), groups.len() > 1) {
            (true, true) => format!("{} ({told})", NOT.of(lang)),
            (true, false) => format!("{}: {told}", BUT.of(lang)),
            (false, true) if rules.len() > 1 => format!("({told})"),
            (false, _) => told,
        }
    });
    let told: Vec<String> = told.collect();
    match told.is_empty() {
        true => NOBODY.of(lang).to_owned(),
        false => capital(&told.join(joint(row, lang))),
    }
}

fn joint(row: &Record, lang: Lang) -> &'static str {
    let any = text_of(row, "join") == "any";
    match lang {
        Lang::Ru if any => " или ",
        Lang::Ru => " и ",
        Lang::En if any => " or ",
        Lang::En => " and ",
    }
}

/// A row as it is read, with every word that stands between its values.
fn said(form: &'static Form, row: &Record, lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    for field in form.fields.iter().filter(|field| applies(form, field, row)) {
        let value = value_of(field, row, lang);
        if value.is_empty() {
            continue;
        }
        let lead = words::lead(form.name, field.name, text_of(row, "what"), text_of(row, "act"));
        parts.extend(lead.map(|lead| lead.of(lang).to_owned()));
        parts.push(value);
    }
    parts.join(" ")
}

fn value_of(field: &FormField, row: &Record, lang: Lang) -> String {
    let text = text_of(row, field.name);
    match field.shape {
        Shape::Choice(choices) => {
            let chosen = choices.iter().find(|choice| choice.name == text).or(choices.first());
            chosen.map_or(String::new(), |choice| lowered(choice.label.of(lang)))
        }
        Shape::Weekdays if !text.is_empty() => days_words(parse_weekdays(text).unwrap_or(every_day()), lang),
        Shape::Duration => parse_duration(text).map_or(String::new(), |span| duration_words(span, lang)),
        Shape::Flag if flag_of(row, field.name) => format!("({})", words::NOT_SO.of(lang)),
        _ => text.to_owned(),
    }
}

fn capital(text: &str) -> String {
    let (bracket, text) = text.strip_prefix('(').map_or(("", text), |rest| ("(", rest));
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{bracket}{first}{}", chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::list_type;
    use crate::model::Prop;

    fn row(props: &[(&str, &str)]) -> Record {
        props.iter().map(|(name, text)| ((*name).to_owned(), Prop::Text((*text).to_owned()))).collect()
    }

    fn both(list: &str, row: &Record) -> [String; 2] {
        [Lang::Ru, Lang::En].map(|lang| gist(list_type(list).unwrap().form, row, lang).unwrap())
    }

    #[test]
    fn a_folded_row_tells_what_it_holds() {
        let new = Record::new();
        assert_eq!(both("segments", &new), ["Пока никого: добавьте условие", "Nobody yet: add a rule"]);
        assert_eq!(
            both("broadcasts", &new),
            ["Всем подписанным · по команде", "To all subscribed · when told to"]
        );
        let sale = row(&[("segment", "Новые"), ("date", "2026-12-31"), ("at", "10:00")]);
        assert_eq!(both("broadcasts", &sale), ["«Новые» · 31.12.2026 10:00", "“Новые” · 2026-12-31 10:00"]);
        let salon = row(&[("hours", "10:00-20:00"), ("days", "mon-fri"), ("slot", "30m")]);
        assert_eq!(
            both("calendars", &salon),
            ["Пн–пт · 10:00–20:00 · 30 минут", "Mon–Fri · 10:00–20:00 · 30 minutes"]
        );
        assert_eq!(
            both("team", &new),
            ["Любые темы · каждый день · круглые сутки", "Any topic · every day · around the clock"]
        );
    }

    #[test]
    fn a_segment_is_told_by_its_rules() {
        let rules = [row(&[("what", "tag"), ("tag", "vip")]), row(&[("what", "no_tag"), ("tag", "стоп")])];
        let group = Record::from([("rules".to_owned(), Prop::List(rules.to_vec()))]);
        let segment = Record::from([("groups".to_owned(), Prop::List(vec![group]))]);
        let [ru, en] = both("segments", &segment);
        assert!(ru.contains("vip") && ru.contains(" и ") && ru.contains("стоп"), "{ru}");
        assert!(en.contains("vip") && en.contains(" and "), "{en}");
    }

    #[test]
    fn groups_of_a_segment_are_told_as_the_engine_takes_them() {
        let tag = |name: &str| row(&[("what", "tag"), ("tag", name)]);
        let group = |join: &str, not: bool, rules: Vec<Record>| {
            let mut group = row(&[("join", join)]);
            group.extend([("not".to_owned(), Prop::Flag(not)), ("rules".to_owned(), Prop::List(rules))]);
            group
        };
        let told = |groups: Vec<Record>| {
            both("segments", &Record::from([("groups".to_owned(), Prop::List(groups))]))
        };
        let either = || group("any", false, vec![tag("a"), tag("b")]);
        assert_eq!(
            told(vec![either(), group("all", true, vec![tag("c")])]),
            [
                "(Есть тег a или есть тег b) и не (есть тег c)",
                "(Has the tag a or has the tag b) and not (has the tag c)"
            ]
        );
        let but = told(vec![group("all", true, vec![tag("c")])]);
        assert_eq!(but, ["Кроме: есть тег c", "Except: has the tag c"]);
        let empty = || group("all", true, Vec::new());
        assert_eq!(told(vec![either(), empty()])[0], "Есть тег a или есть тег b");
        assert_eq!(told(vec![empty()]), [NOBODY.ru, NOBODY.en]);
    }
}
