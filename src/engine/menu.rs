//! Buttons as the subscriber uses them: captions that are typed, numbers, ticks, a list's own choices.

use super::eval::{Scope, render};
use crate::flow::{
    AnswerKind, ButtonPlan, ChoicesPlan, Flow, ReplyPlan, TicksPlan, WaitPlan, fold_text, is_letter,
};
use crate::model::{FieldId, Value};

/// Fewest characters by which a long caption is known: messengers show and send it cut.
const CAPTION_CUT_MIN: usize = 32;

/// What was chosen from a suspension's buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen<'a> {
    /// A button of the author's, and its position among those that come back as presses.
    Button(&'a ButtonPlan, usize),
    /// An item of the subscriber's list.
    Item(&'a ChoicesPlan, usize),
}

/// Buttons of a reply that come back as presses, as they are shown: cards', inline ones and quick replies.
pub(super) fn buttons(reply: &ReplyPlan) -> impl Iterator<Item = &ButtonPlan> {
    let cards = reply.cards.iter().flat_map(|card| &card.buttons);
    let all = cards.chain(reply.rows.iter().flatten()).chain(reply.quick.iter().flatten());
    all.filter(|button| is_pressable(button))
}

fn is_pressable(button: &ButtonPlan) -> bool {
    button.url.is_none() && button.request.is_none()
}

/// The reply whose buttons a suspension shows.
pub(super) fn reply_of<'a>(flow: &'a Flow, plan: &WaitPlan) -> Option<&'a ReplyPlan> {
    flow.replies.get(plan.reply? as usize)
}

/// The button of that key, or the item of a list for `*3`.
pub(super) fn by_key<'a>(flow: &'a Flow, plan: &WaitPlan, key: &str) -> Option<Chosen<'a>> {
    let reply = reply_of(flow, plan)?;
    if let Some(index) = key.strip_prefix('*') {
        return Some(Chosen::Item(reply.choices.as_ref()?, index.parse().ok()?));
    }
    buttons(reply)
        .enumerate()
        .find(|(_, button)| button.key == key)
        .map(|(at, button)| Chosen::Button(button, at))
}

/// What a typed text chooses: a caption, or a number where numbers choose.
pub(super) fn by_text<'a>(scope: Scope<'a>, plan: &WaitPlan, folded: &str) -> Option<Chosen<'a>> {
    let reply = reply_of(scope.flow, plan)?;
    let fits = |button: &&ButtonPlan| match scope.flow.fixed(button.label) {
        Some(literal) => is_caption(&fold_text(literal), folded),
        None => is_caption(&fold_text(&render(scope, button.label).0), folded),
    };
    let by_caption = buttons(reply).enumerate().find(|(_, button)| fits(button));
    let by_caption = by_caption.map(|(at, button)| Chosen::Button(button, at));
    by_caption.or_else(|| by_item(scope, reply, folded)).or_else(|| {
        let number = number_of(folded).filter(|_| is_numbered(scope, plan))?;
        by_number(scope, reply, number)
    })
}

/// What a number chooses: the button whose caption is that number, `4 ⭐` by 4 wherever it stands, or the one in
/// that place as they are shown, where captions are not numbers themselves.
fn by_number<'a>(scope: Scope<'a>, reply: &'a ReplyPlan, number: usize) -> Option<Chosen<'a>> {
    let mut is_scale = false;
    for (at, button) in buttons(reply).enumerate() {
        let caption = render(scope, button.label).0;
        let digits = caption.find(|c: char| !c.is_ascii_digit()).unwrap_or(caption.len());
        let named = caption[..digits].parse() == Ok(number);
        if named && !caption[digits..].contains(is_letter) {
            return Some(Chosen::Button(button, at));
        }
        is_scale |= digits > 0 && digits == caption.len();
    }
    let index = number.checked_sub(1).filter(|_| !is_scale)?;
    let Some(choices) = &reply.choices else {
        return buttons(reply).nth(index).map(|button| Chosen::Button(button, index));
    };
    // Items of a list stand below the author's own cards or buttons.
    let pressable =
        |rows: &[Vec<ButtonPlan>]| rows.iter().flatten().filter(|button| is_pressable(button)).count();
    let below = if choices.card.is_some() { pressable(&reply.rows) } else { 0 } + pressable(&reply.quick);
    let above = buttons(reply).count() - below;
    let listed = items(scope, choices).len();
    if (above..above + listed).contains(&index) {
        return Some(Chosen::Item(choices, index - above));
    }
    let at = if index < above { index } else { index - listed };
    buttons(reply).nth(at).map(|button| Chosen::Button(button, at))
}

fn by_item<'a>(scope: Scope<'a>, reply: &'a ReplyPlan, folded: &str) -> Option<Chosen<'a>> {
    let choices = reply.choices.as_ref()?;
    let items = items(scope, choices);
    let at = items.iter().position(|item| is_caption(&fold_text(&part(item, 0)), folded))?;
    Some(Chosen::Item(choices, at))
}

/// The items of the list that choices are made of, as many as are shown.
pub(super) fn items<'a>(scope: Scope<'a>, choices: &ChoicesPlan) -> &'a [Value] {
    match scope.session.field(choices.list) {
        Some(Value::List(items)) => &items[..items.len().min(ChoicesPlan::MAX)],
        Some(_) | None => &[],
    }
}

/// Caption, value, text or media path of an item.
pub(super) fn part(item: &Value, index: usize) -> String {
    match item {
        Value::List(parts) => parts.get(index).map(ToString::to_string).unwrap_or_default(),
        item if index < 2 => item.to_string(),
        _ => String::new(),
    }
}

/// The value of an item: its second part, or its caption.
pub(super) fn value_of(item: &Value) -> Value {
    match item {
        Value::List(parts) => match parts.get(1) {
            Some(Value::Text(text)) if text.is_empty() => parts[0].clone(),
            Some(value) => value.clone(),
            None => parts.first().cloned().unwrap_or_else(|| Value::text("")),
        },
        item => item.clone(),
    }
}

fn is_caption(caption: &str, typed: &str) -> bool {
    !typed.is_empty()
        && (caption == typed || (caption.starts_with(typed) && typed.chars().count() >= CAPTION_CUT_MIN))
}

/// Where a number may be the answer itself it chooses no button.
fn is_numbered(scope: Scope<'_>, plan: &WaitPlan) -> bool {
    if plan.answer.as_ref().is_some_and(|answer| answer.kind != AnswerKind::Press) {
        return false;
    }
    let channel = |name: &String| matches!(scope.session.field(FieldId::CHANNEL), Some(Value::Text(channel)) if **channel == **name);
    plan.numbered || scope.flow.numbered.iter().any(channel)
}

const WORDS: [[&str; 3]; 10] = [
    ["один", "первый", "one"],
    ["два", "второй", "two"],
    ["три", "третий", "three"],
    ["четыре", "четвертый", "four"],
    ["пять", "пятый", "five"],
    ["шесть", "шестой", "six"],
    ["семь", "седьмой", "seven"],
    ["восемь", "восьмой", "eight"],
    ["девять", "девятый", "nine"],
    ["десять", "десятый", "ten"],
];

/// The number that a folded text is: `2`, `2)`, `№2`, `2️⃣`, `два`, `second` is not one.
fn number_of(folded: &str) -> Option<usize> {
    let bare: String = folded.chars().filter(|c| !matches!(c, ' ' | '№' | '#' | '\u{20e3}')).collect();
    bare.parse().ok().or_else(|| WORDS.iter().position(|words| words.contains(&folded)).map(|at| at + 1))
}

/// What a typed text ticks: a caption, or a list of captions and numbers; `None` when a part is neither.
pub(super) fn ticked<'a>(
    scope: Scope<'a>,
    plan: &WaitPlan,
    ticks: &TicksPlan,
    text: &str,
) -> Option<Vec<(String, Value)>> {
    let one = |text: &str| {
        let chosen = by_text(scope, plan, &fold_text(text))?;
        tick_of(scope, ticks, chosen)
    };
    if let Some(whole) = one(text) {
        return Some(vec![whole]);
    }
    let parts = text.split([',', ';', '\n']).flat_map(|part| part.split(" и ")).map(str::trim);
    let ticked: Vec<_> = parts.filter(|part| !part.is_empty()).map(one).collect::<Option<_>>()?;
    if ticked.is_empty() { None } else { Some(ticked) }
}

/// Caption and value of something that is ticked; `None` for a button that leads on.
pub(super) fn tick_of(scope: Scope<'_>, ticks: &TicksPlan, chosen: Chosen<'_>) -> Option<(String, Value)> {
    match chosen {
        Chosen::Button(button, _) => {
            let value = ticks.value_of(&button.key)?;
            Some((render(scope, button.label).0, Value::text(render(scope, value).0)))
        }
        Chosen::Item(choices, index) => {
            let item = items(scope, choices).get(index)?;
            Some((part(item, 0), value_of(item)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, number) in [
            ("2", Some(2)),
            ("2.", Some(2)),
            ("2)", Some(2)),
            ("Два", Some(2)),
            ("№ 3", Some(3)),
            ("двадцать", None),
            ("", None),
        ] {
            assert_eq!(number_of(&fold_text(typed)), number, "{typed}");
        }
    }
}
