//! A message as its messenger can show it: where each button stands, and what becomes of those that it cannot show.
//!
//! The limits are those of [`crate::channels`], by which the check judges the same message.

use super::skins::{Place, Skin};
use crate::channels::{Caps, Channel, Given, Room};
use crate::emulator::{OwnedButton, OwnedReply};
use crate::flow::Request;
use crate::model::Lang;

/// A row of buttons beside each other.
pub(super) type Row<'a> = Vec<&'a OwnedButton>;

/// Where the buttons of a message stand.
#[derive(Debug, Default)]
pub(super) struct Fit<'a> {
    /// In the foot of the bubble or under it.
    pub rows: Vec<Row<'a>>,
    /// Links that are words of the message, because they cannot be buttons beside others.
    pub links: Row<'a>,
    /// Behind the button that opens a list.
    pub list: Row<'a>,
    /// Around the field to write in, for as long as no other message brings its own.
    pub keyboard: Vec<Row<'a>>,
    /// Around the field to write in, until one of them is taken.
    pub quick: Vec<Row<'a>>,
    /// Around the field to write in, until the question is answered: answers that do not fit under the message.
    pub answers: Vec<Row<'a>>,
    /// What the messenger could not do.
    pub losses: Vec<Loss<'a>>,
}

/// Something that a messenger cannot do, and what happens instead.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Loss<'a> {
    /// More choices than so many make a list.
    Listed(usize),
    /// Choices beyond so many are not shown.
    Unseen(usize, Vec<&'a str>),
    /// Links stand as addresses in the text.
    LinksInText,
    /// There is no button that asks for this.
    Unasked(Request, &'a str),
}

impl Loss<'_> {
    /// What it means for the subscriber, in one plain line.
    pub fn words(&self, channel: &dyn Channel, lang: Lang) -> String {
        let name = match channel.name() {
            // The short name, as over the conversation.
            "vk" => "VK",
            _ => channel.label().of(lang),
        };
        match (self, lang) {
            (Self::Listed(most), Lang::Ru) => {
                format!("В {name} больше {most} кнопок не помещается: подписчик выбирает из списка")
            }
            (Self::Listed(most), Lang::En) => {
                format!("{name} has no room for more than {most} buttons: the subscriber chooses from a list")
            }
            (Self::Unseen(most, labels), Lang::Ru) => {
                format!("В {name} помещается {most}. Подписчик не увидит: {}", labels.join(", "))
            }
            (Self::Unseen(most, labels), Lang::En) => {
                format!("{name} has room for {most}. The subscriber does not see: {}", labels.join(", "))
            }
            (Self::LinksInText, Lang::Ru) => {
                format!("В {name} ссылка рядом с другими кнопками кнопкой не станет: её адрес уйдёт в текст")
            }
            (Self::LinksInText, Lang::En) => {
                format!("In {name} a link beside other buttons is no button: its address goes into the text")
            }
            (Self::Unasked(asked, label), Lang::Ru) => {
                let what =
                    if *asked == Request::Contact { "номер телефона" } else { "место" };
                format!("В {name} кнопкой не попросить {what}: «{label}» подписчик не увидит")
            }
            (Self::Unasked(asked, label), Lang::En) => {
                let what = if *asked == Request::Contact { "phone number" } else { "location" };
                format!("In {name} no button asks for the {what}: the subscriber does not see “{label}”")
            }
        }
    }
}

/// Where the buttons of a message stand. A place that is no messenger of ours has no limits.
pub(super) fn fit<'a>(skin: &Skin, channel: Option<&dyn Channel>, reply: &'a OwnedReply) -> Fit<'a> {
    let mut fit = Fit::default();
    if reply.rows.is_empty() && reply.quick.is_empty() {
        return fit;
    }
    let Some(caps) = channel.map(Channel::caps) else {
        let all = |rows: &'a [Vec<OwnedButton>]| rows.iter().map(|row| row.iter().collect()).collect();
        fit.place(skin.inline, false, all(&reply.rows));
        fit.place(skin.quick, true, all(&reply.quick));
        return fit;
    };
    match given(caps, reply).room(caps) {
        Room::Together { few, most } => fit.choices(caps, (few, most), reply),
        Room::Apart { inline, quick, moved: false } => {
            let rows = fit.asked(caps, &reply.rows, |_| true);
            let shown = fit.kept(caps, inline, reply.asks, rows);
            fit.place(skin.inline, false, shown);
            let rows = fit.asked(caps, &reply.quick, |_| true);
            let shown = fit.kept(caps, quick, reply.asks, rows);
            fit.place(skin.quick, true, shown);
        }
        Room::Apart { inline, quick, moved: true } => {
            let links = fit.asked(caps, &reply.rows, |button| button.url.is_some());
            let shown = fit.kept(caps, inline, true, links);
            fit.place(skin.inline, false, shown);
            let mut answers = fit.asked(caps, &reply.rows, |button| button.url.is_none());
            answers.extend(fit.asked(caps, &reply.quick, |_| true));
            fit.answers = fit.kept(caps, quick, true, answers);
        }
    }
    fit
}

/// The buttons of a message, counted.
fn given(caps: &Caps, reply: &OwnedReply) -> Given {
    let has = |button: &&OwnedButton| button.request.is_none_or(|asked| caps.asks.contains(&asked));
    let rows = reply.rows.iter().flatten().filter(has);
    let (links, inline): (Row<'_>, Row<'_>) = rows.partition(|button| button.url.is_some());
    let quick = reply.quick.iter().flatten().filter(has).count();
    Given { asks: reply.asks, inline: inline.len(), links: links.len(), quick }
}

/// Rows no longer than `wide`. Those that have to be broken become even; in a question the rows beside them too, so
/// that no score of a scale stands alone.
fn even<'a>(rows: Vec<Row<'a>>, wide: usize, asks: bool) -> Vec<Row<'a>> {
    let joins = asks && rows.iter().any(|row| row.len() > wide);
    let joined = rows.into_iter().fold(Vec::<Row<'a>>::new(), |mut joined, row| {
        match joined.last_mut() {
            Some(last) if joins && last.len() > 1 && row.len() > 1 => last.extend(row),
            _ => joined.push(row),
        }
        joined
    });
    let broken = joined.iter().flat_map(|row| {
        let count = row.len().div_ceil(wide).max(1);
        row.chunks(row.len().div_ceil(count).max(1)).map(<[_]>::to_vec)
    });
    broken.collect()
}

impl<'a> Fit<'a> {
    fn place(&mut self, place: Place, quick: bool, rows: Vec<Row<'a>>) {
        match (place, quick) {
            (Place::Under | Place::Foot, _) => self.rows.extend(rows),
            (Place::Keyboard | Place::Chips, true) => self.quick.extend(rows),
            (Place::Keyboard | Place::Chips, false) => self.keyboard.extend(rows),
        }
    }

    /// Whether the messenger has such a button; one that it has not is a loss.
    fn asks(&mut self, caps: &Caps, button: &'a OwnedButton) -> bool {
        let Some(asked) = button.request.filter(|asked| !caps.asks.contains(asked)) else { return true };
        self.losses.push(Loss::Unasked(asked, &button.label));
        false
    }

    /// Those of the rows that are wanted and that the messenger has.
    fn asked(
        &mut self,
        caps: &Caps,
        rows: &'a [Vec<OwnedButton>],
        wanted: fn(&OwnedButton) -> bool,
    ) -> Vec<Row<'a>> {
        let wanted = rows.iter().map(|row| row.iter().filter(|button| wanted(button)));
        let had = wanted.map(|row| row.filter(|button| self.asks(caps, button)).collect());
        had.filter(|row: &Row<'_>| !row.is_empty()).collect()
    }

    /// Rows no longer than the messenger takes, and no more buttons than it shows.
    fn kept(&mut self, caps: &Caps, most: usize, asks: bool, rows: Vec<Row<'a>>) -> Vec<Row<'a>> {
        let wide = caps.row.map_or(1, |limit| if limit.confirmed { limit.max } else { usize::MAX }).max(1);
        let unseen: Vec<_> = rows.iter().flatten().skip(most).map(|button| button.label.as_str()).collect();
        if !unseen.is_empty() {
            self.losses.push(Loss::Unseen(most, unseen));
        }
        let mut room = most;
        let mut rows = rows;
        for row in &mut rows {
            row.truncate(room);
            room -= row.len();
        }
        rows.retain(|row| !row.is_empty());
        even(rows, wide, asks)
    }

    /// All choices in one place: few are rows, more are a list. A link is a button only where it is alone.
    fn choices(&mut self, caps: &Caps, (few, most): (usize, usize), reply: &'a OwnedReply) {
        let all = reply.rows.iter().chain(&reply.quick).flatten();
        let all: Row<'a> = all.filter(|button| self.asks(caps, button)).collect();
        let (links, mut choices): (Row<'a>, Row<'a>) =
            all.into_iter().partition(|button| button.url.is_some());
        let unseen: Vec<_> = choices.iter().skip(most).map(|button| button.label.as_str()).collect();
        choices.truncate(most);
        if choices.is_empty() && links.len() == 1 {
            return self.rows.push(links);
        }
        if !links.is_empty() {
            self.links = links;
            self.losses.push(Loss::LinksInText);
        }
        if choices.len() <= few {
            return self.rows.extend(choices.into_iter().map(|button| vec![button]));
        }
        self.list = choices;
        self.losses.push(Loss::Listed(few));
        if !unseen.is_empty() {
            self.losses.push(Loss::Unseen(most, unseen));
        }
    }

    /// Whether anything stands in the foot of the bubble or under it.
    pub fn is_below(&self) -> bool {
        !(self.rows.is_empty() && self.links.is_empty() && self.list.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::channel;
    use crate::flow::LinkKind;
    use crate::model::BlockId;
    use crate::studio::chat::skins::SKINS;

    fn button(label: &str) -> OwnedButton {
        OwnedButton {
            label: label.to_owned(),
            payload: String::new(),
            url: None,
            link: LinkKind::Open,
            event: 0,
            request: None,
        }
    }

    fn reply(rows: Vec<Vec<OwnedButton>>, quick: Vec<Vec<OwnedButton>>) -> OwnedReply {
        OwnedReply {
            block: BlockId(1),
            text: "?".into(),
            spans: Vec::new(),
            media: Vec::new(),
            cards: Vec::new(),
            extra: None,
            rows,
            quick,
            typing_ms: 0,
            asks: false,
        }
    }

    fn column(count: usize) -> Vec<Vec<OwnedButton>> {
        (1..=count).map(|at| vec![button(&at.to_string())]).collect()
    }

    fn in_messenger<'a>(name: &str, reply: &'a OwnedReply) -> Fit<'a> {
        let skin = SKINS.iter().find(|skin| skin.name == name).unwrap();
        fit(skin, channel(name), reply)
    }

    #[test]
    fn whatsapp_has_rows_up_to_three_then_a_list_up_to_ten_and_no_more() {
        for (count, rows, list, losses) in [
            (3, 3, 0, vec![]),
            (4, 0, 4, vec![Loss::Listed(3)]),
            (10, 0, 10, vec![Loss::Listed(3)]),
            (12, 0, 10, vec![Loss::Listed(3), Loss::Unseen(10, vec!["11", "12"])]),
        ] {
            for reply in [reply(column(count), vec![]), reply(vec![], column(count))] {
                let fit = in_messenger("whatsapp", &reply);
                assert_eq!((fit.rows.len(), fit.list.len()), (rows, list), "{count}");
                assert_eq!(fit.losses, losses);
            }
        }
    }

    #[test]
    fn a_link_of_whatsapp_is_a_button_only_when_it_is_alone() {
        let link = OwnedButton { url: Some("https://a.ru".into()), ..button("Сайт") };
        let alone = reply(vec![vec![link.clone()]], vec![]);
        assert_eq!(in_messenger("whatsapp", &alone).rows.len(), 1);
        let beside = reply(vec![vec![link, button("Да")]], vec![]);
        let fit = in_messenger("whatsapp", &beside);
        assert_eq!((fit.rows.len(), fit.links.len()), (1, 1));
        assert_eq!(fit.losses, [Loss::LinksInText]);
    }

    #[test]
    fn what_a_messenger_cannot_show_is_said_by_name() {
        let many = reply(column(4), vec![]);
        let fit = in_messenger("messenger", &many);
        assert_eq!((fit.rows.len(), fit.losses), (3, vec![Loss::Unseen(3, vec!["4"])]));
        let phone = OwnedButton { request: Some(Request::Contact), ..button("Мой номер") };
        let phone = reply(vec![], vec![vec![phone, button("Нет")]]);
        let fit = in_messenger("vk", &phone);
        assert_eq!(fit.quick, [[&phone.quick[0][1]]]);
        assert_eq!(fit.losses, [Loss::Unasked(Request::Contact, "Мой номер")]);
        assert!(in_messenger("telegram", &phone).losses.is_empty());
    }

    #[test]
    fn every_messenger_puts_the_same_buttons_in_its_own_place() {
        let both = reply(column(2), vec![vec![button("Да"), button("Нет")]]);
        for (name, places) in [
            ("telegram", (2, 0, 0, 1)),
            ("vk", (2, 0, 0, 1)),
            ("max", (3, 0, 0, 0)),
            ("whatsapp", (0, 4, 0, 0)),
            ("viber", (0, 0, 2, 1)),
            ("messenger", (2, 0, 0, 2)),
        ] {
            let fit = in_messenger(name, &both);
            let found = (fit.rows.len(), fit.list.len(), fit.keyboard.len(), fit.quick.len());
            assert_eq!(found, places, "{name}");
        }
    }

    #[test]
    fn answers_that_do_not_fit_inline_stand_around_the_field_in_even_rows_and_none_is_lost() {
        let row = |from: i32, to: i32| (from..=to).map(|score| button(&score.to_string())).collect();
        let mut scale = reply(vec![row(0, 5), row(6, 10), vec![button("Пропустить")]], vec![]);
        scale.asks = true;
        let fit = in_messenger("vk", &scale);
        let shape: Vec<_> = fit.answers.iter().map(Vec::len).collect();
        assert_eq!((shape, fit.rows.len(), fit.losses), (vec![4, 4, 3, 1], 0, vec![]));
        let fit = in_messenger("messenger", &scale);
        assert_eq!((fit.answers.concat().len(), fit.losses), (12, vec![]));
        // What is no question stays under the message, and is said to be lost.
        scale.asks = false;
        let fit = in_messenger("vk", &scale);
        assert_eq!((fit.answers.len(), fit.rows[0].len(), fit.losses.len()), (0, 3, 1));
    }
}
