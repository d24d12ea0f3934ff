//! Buttons as the subscriber uses them: captions that are typed, numbers, ticks, a list's own choices.

use super::eval::{Scope, render, render_value};
use super::number::value_of as value_of_word;
use crate::flow::{
    AnswerKind, AnswerPlan, ButtonPlan, ChoicesPlan, Flow, ReplyPlan, TicksPlan, WaitPlan, count_chars,
    fold_text, is_letter, parts, parts_at, whole,
};
use crate::model::{FieldId, Value, trimmed};
use std::ops::Range;

/// Fewest characters by which a long caption is known: messengers show and send it cut.
const CAPTION_CUT_MIN: usize = 32;

/// What was chosen from a suspension's buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen<'a> {
    /// A button of the author's, and its position among those that come back as presses.
    Button(&'a ButtonPlan, usize),
    /// An item of the subscriber's list.
    Item(&'a ChoicesPlan, usize),
    /// The button that shows the list from that item on.
    More(usize),
}

/// The first button that fits of those that come back as presses, cards', inline ones and quick replies as they
/// are shown, and its position among them. `fits` is told its place among all that are shown, links too. Plain
/// loops: chained iterators weigh a kilobyte at every use in a page.
fn find_button<'a>(
    reply: &'a ReplyPlan,
    fits: &mut dyn FnMut(&'a ButtonPlan, usize) -> bool,
) -> Option<Chosen<'a>> {
    let (mut at, mut place) = (0, 0);
    let mut among = |buttons: &'a [ButtonPlan]| {
        for button in buttons {
            if is_pressable(button) {
                if fits(button, place) {
                    return Some(Chosen::Button(button, at));
                }
                at += 1;
            }
            place += 1;
        }
        None
    };
    for card in &reply.cards {
        if let found @ Some(_) = among(&card.buttons) {
            return found;
        }
    }
    for rows in [&reply.rows, &reply.quick] {
        for row in rows {
            if let found @ Some(_) = among(row) {
                return found;
            }
        }
    }
    None
}

fn is_pressable(button: &ButtonPlan) -> bool {
    button.url.is_none() && button.request.is_none()
}

/// How many buttons are shown in these rows, links too.
fn shown_in(rows: &[Vec<ButtonPlan>]) -> usize {
    rows.iter().map(Vec::len).sum()
}

/// How many buttons of a reply come back as presses.
pub(super) fn count_buttons(reply: &ReplyPlan) -> usize {
    let mut count = 0;
    find_button(reply, &mut |_, _| {
        count += 1;
        false
    });
    count
}

/// The reply whose buttons a suspension shows.
pub(super) fn reply_of<'a>(flow: &'a Flow, plan: &WaitPlan) -> Option<&'a ReplyPlan> {
    flow.replies.get(plan.reply? as usize)
}

/// The button of that key, the item of a list for `*3`, or what shows it from there on for `+90`.
pub(super) fn by_key<'a>(flow: &'a Flow, plan: &WaitPlan, key: &str) -> Option<Chosen<'a>> {
    let reply = reply_of(flow, plan)?;
    if let Some(index) = key.strip_prefix('*') {
        return Some(Chosen::Item(reply.choices.as_ref()?, whole(index)? as usize));
    }
    if let (Some(from), true) = (key.strip_prefix('+').and_then(whole), reply.choices.is_some()) {
        return Some(Chosen::More(from as usize));
    }
    find_button(reply, &mut |button, _| button.key == key)
}

/// What a typed text chooses: a caption, or a number where numbers choose; `from` is the first item that the
/// subscriber sees.
pub(super) fn by_text<'a>(
    scope: Scope<'a>,
    plan: &WaitPlan,
    from: usize,
    folded: &str,
) -> Option<Chosen<'a>> {
    let reply = reply_of(scope.flow, plan)?;
    let by_caption = find_button(reply, &mut |button, _| match scope.flow.fixed(button.label) {
        Some(literal) => is_caption(&fold_text(literal), folded),
        None => is_caption(&fold_text(&render(scope, button.label).0), folded),
    });
    by_caption.or_else(|| by_item(scope, reply, from, folded)).or_else(|| {
        if !is_numbered(scope, plan) {
            return None;
        }
        match number_of(folded) {
            Some(number) => by_number(scope, reply, number, Some(from)),
            None => by_number(scope, reply, rated(folded)?, None),
        }
    })
}

/// What a number chooses: the button whose caption is that number, `4 ⭐` by 4 wherever it stands, or, when a
/// place may be meant, the one in that place as they are shown `from` an item on, where most captions are not
/// numbers themselves. In the place of a link stands nothing to choose.
#[inline(never)]
fn by_number<'a>(
    scope: Scope<'a>,
    reply: &'a ReplyPlan,
    number: usize,
    from: Option<usize>,
) -> Option<Chosen<'a>> {
    let (mut bare, mut all) = (0, 0);
    let named = find_button(reply, &mut |button, _| {
        let caption = render(scope, button.label).0;
        let len = caption.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = caption.split_at_checked(len).unwrap_or_default();
        bare += usize::from(!digits.is_empty() && rest.is_empty());
        all += 1;
        whole(digits).is_some_and(|digits| digits as usize == number) && !rest.chars().any(is_letter)
    });
    if named.is_some() {
        return named;
    }
    let from = from?;
    let index = number.checked_sub(1).filter(|_| bare * 2 <= all)?;
    let Some(choices) = &reply.choices else {
        return find_button(reply, &mut |_, place| place == index);
    };
    // Items of a list stand below the author's own cards or buttons.
    let rows = shown_in(&reply.rows);
    let above = reply.cards.iter().map(|card| card.buttons.len()).sum::<usize>()
        + if choices.card.is_some() { 0 } else { rows };
    let (shown, more) = page(scope, choices, from);
    let listed = shown.len();
    if (above..above + listed).contains(&index) {
        return Some(Chosen::Item(choices, shown.start + index - above));
    }
    if index == above + listed && more {
        return Some(Chosen::More(shown.end));
    }
    let at = if index < above { index } else { index - listed - usize::from(more) };
    find_button(reply, &mut |_, place| place == at)
}

/// The item of that caption, wherever in the list it stands, or what shows more of the list.
#[inline(never)]
fn by_item<'a>(scope: Scope<'a>, reply: &'a ReplyPlan, from: usize, folded: &str) -> Option<Chosen<'a>> {
    let choices = reply.choices.as_ref()?;
    let items = items(scope, choices);
    if let Some(at) = items.iter().position(|item| is_caption(&fold_text(&part(item, 0)), folded)) {
        return Some(Chosen::Item(choices, at));
    }
    let (shown, more) = page(scope, choices, from);
    (more && is_caption(&fold_text(&render(scope, choices.more).0), folded))
        .then_some(Chosen::More(shown.end))
}

/// The items of the list that choices are made of.
pub(super) fn items<'a>(scope: Scope<'a>, choices: &ChoicesPlan) -> &'a [Value] {
    match scope.session.field(choices.list) {
        Some(Value::List(items)) => items,
        Some(_) | None => &[],
    }
}

/// The items that one message shows from one on, and whether there are more. A list that has become shorter
/// meanwhile is shown from its beginning.
pub(super) fn page(scope: Scope<'_>, choices: &ChoicesPlan, from: usize) -> (Range<usize>, bool) {
    let len = items(scope, choices).len();
    let from = if from < len { from } else { 0 };
    let until = len.min(from + choices.page());
    (from..until, until < len)
}

/// Caption, value, text or media path of an item.
pub(super) fn part(item: &Value, index: usize) -> String {
    match item {
        Value::List(parts) => parts.get(index).map_or_else(String::new, |part| part.shown().into_owned()),
        item if index < 2 => item.shown().into_owned(),
        _ => String::new(),
    }
}

/// The value of an item: its second part, or its caption.
#[inline(never)]
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
        && (caption == typed || (caption.starts_with(typed) && count_chars(typed) >= CAPTION_CUT_MIN))
}

/// Where a number may be the answer itself it chooses no button.
fn is_numbered(scope: Scope<'_>, plan: &WaitPlan) -> bool {
    if plan.answer.as_ref().is_some_and(|answer| answer.kind != AnswerKind::Press) {
        return false;
    }
    let channel = |name: &String| matches!(scope.session.field(FieldId::CHANNEL), Some(Value::Text(channel)) if **channel == **name);
    plan.numbered || scope.flow.numbered.iter().any(channel)
}

/// One text for all: in a page a list of texts weighs more than its letters.
const ORDINALS: &str = "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый";

/// The number that a folded text is: `2`, `2)`, `№2`, `2️⃣`, `два`; `second` names none.
fn number_of(folded: &str) -> Option<usize> {
    let bare: String = folded.chars().filter(|c| !matches!(c, ' ' | '№' | '#' | '\u{20e3}')).collect();
    whole(&bare)
        .map(|number| number as usize)
        .or_else(|| value_of_word(folded).map(usize::from).filter(|number| (1..=10).contains(number)))
        .or_else(|| parts(ORDINALS, b" ").position(|word| word == folded).map(|at| at + 1))
}

/// The mark that a folded text gives: `5 звезд`, `на 4`, `7 из 10`, `⭐⭐⭐`.
fn rated(folded: &str) -> Option<usize> {
    let is_star = |c: char| matches!(c, '⭐' | '★');
    let stars = folded.chars().filter(|c| is_star(*c)).count();
    if stars > 0 && folded.chars().all(|c| is_star(c) || c == ' ') {
        return Some(stars);
    }
    let mut words = parts(folded, b" /").filter(|word| !word.is_empty() && *word != "на");
    let mark = match words.next()? {
        "ноль" | "zero" => 0,
        word => number_of(word)?,
    };
    let fits = |word: &str| match number_of(word) {
        Some(scale) => mark <= scale,
        None => parts(MARKS, b" ").any(|mark| word.starts_with(mark)),
    };
    words.all(fits).then_some(mark)
}

/// Beginnings of words that stand with a mark.
const MARKS: &str = "из of out звезд балл оцен star point";

/// Words that agree and that refuse, those that say no to what follows, and those that change neither.
const AGREE: &str = "да ага угу ок окей ok okay yes yep yeah sure + 👍 ✅ 👌 конечно можно согласен согласна согласны \
    согласие соглашаюсь принимаю разрешаю подтверждаю agree agreed accept";
const REFUSE: &str =
    "нет неа нельзя no nope never против отказываюсь отказ запрещаю disagree refuse decline - 👎 ❌ 🚫";
const NOT: &str = "не not dont cannot cant ни";
const BESIDE: &str = "я мы i we do ну то все всё даю хочу надо нужно буду с на обработку рассылку условиями всем \
    сообщения уроки спасибо пожалуйста thanks thank you please to the that it";

/// Which button of a consent words press: those of [`AnswerPlan::AGREE`] and [`AnswerPlan::REFUSE`], where a block
/// has both. What might be a refusal is never read as a consent, nor is a question; what is neither presses nothing.
#[inline(never)]
pub(super) fn by_consent<'a>(
    flow: &'a Flow,
    plan: &WaitPlan,
    text: &str,
    folded: &str,
) -> Option<Chosen<'a>> {
    let agree = by_key(flow, plan, AnswerPlan::AGREE)?;
    let refuse = by_key(flow, plan, AnswerPlan::REFUSE)?;
    let reply = reply_of(flow, plan)?;
    // Beside the links of documents nobody knows which one a number counts.
    let is_bare = reply.cards.is_empty() && shown_in(&reply.rows) + shown_in(&reply.quick) == 2;
    match folded {
        "1" if is_bare => return Some(agree),
        "2" if is_bare => return Some(refuse),
        _ => {}
    }
    agrees(text, folded).map(|agrees| if agrees { agree } else { refuse })
}

/// Whether words agree or refuse; `None` when they do neither for sure.
fn agrees(text: &str, folded: &str) -> Option<bool> {
    let has = |list: &str, word: &str| parts(list, b" ").any(|known| known == word);
    let (mut yes, mut no, mut not) = (false, false, false);
    for word in parts(folded, b" ").filter(|word| !word.is_empty()) {
        match () {
            () if has(AGREE, word) => yes = true,
            () if has(REFUSE, word) => no = true,
            () if has(NOT, word) => not = true,
            () if has(BESIDE, word) => {}
            () => return None,
        }
    }
    // `не против` refuses nothing, and is not said to be a consent either.
    let is_unsure = text.contains('?') || (not && no && !has_plain_no(folded));
    match (yes, no || not) {
        _ if is_unsure => None,
        (_, true) => Some(false),
        (true, false) => Some(true),
        (false, false) => None,
    }
}

/// Whether a plain no stands among the words, which nothing turns around: `нет, не согласен`.
fn has_plain_no(folded: &str) -> bool {
    parts(folded, b" ").any(|word| matches!(word, "нет" | "неа" | "no" | "nope"))
}

/// What a typed text ticks: a caption, or a list of captions and numbers; `None` when a part is neither.
pub(super) fn ticked<'a>(
    scope: Scope<'a>,
    plan: &WaitPlan,
    ticks: &TicksPlan,
    (from, text): (usize, &str),
) -> Option<Vec<(String, Value)>> {
    let one = |text: &str| tick_of(scope, ticks, by_text(scope, plan, from, &fold_text(text))?);
    if let Some(whole) = one(text) {
        return Some(vec![whole]);
    }
    let mut ticked = Vec::new();
    for several in parts(text, b",;\n") {
        for part in parts_at(several, " и ").map(trimmed).filter(|part| !part.is_empty()) {
            ticked.push(one(part)?);
        }
    }
    if ticked.is_empty() { None } else { Some(ticked) }
}

/// Caption and value of something that is ticked; `None` for a button that leads on.
#[inline(never)]
pub(super) fn tick_of(scope: Scope<'_>, ticks: &TicksPlan, chosen: Chosen<'_>) -> Option<(String, Value)> {
    match chosen {
        Chosen::Button(button, _) => {
            let value = ticks.value_of(&button.key)?;
            Some((render(scope, button.label).0, Value::text(render_value(scope, value))))
        }
        Chosen::Item(choices, index) => {
            let item = items(scope, choices).get(index)?;
            Some((part(item, 0), value_of(item)))
        }
        Chosen::More(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_consent_are_told_from_refusals_and_from_neither() {
        for (typed, read) in [
            ("да", Some(true)),
            ("Да, согласна!", Some(true)),
            ("Согласен.", Some(true)),
            ("ок", Some(true)),
            ("+", Some(true)),
            ("👍", Some(true)),
            ("👍🏽", Some(true)),
            ("yes", Some(true)),
            ("I agree", Some(true)),
            ("Даю согласие на обработку", Some(true)),
            ("нет", Some(false)),
            ("Нет, не согласна", Some(false)),
            ("не согласен", Some(false)),
            ("не да", Some(false)),
            ("да нет", Some(false)),
            ("конечно нет", Some(false)),
            ("no, thanks", Some(false)),
            ("I do not agree", Some(false)),
            ("I don't agree", Some(false)),
            ("I don’t agree", Some(false)),
            ("против", Some(false)),
            ("-", Some(false)),
            ("не хочу", Some(false)),
            ("не против", None),
            ("да?", None),
            ("согласна ли я", None),
            ("ладно", None),
            ("не знаю", None),
            ("да ну вас", None),
            ("may be yes", None),
            ("", None),
        ] {
            assert_eq!(agrees(typed, &fold_text(typed)), read, "{typed}");
        }
    }

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
