//! A message as its messenger can show it: where each button stands, and what becomes of those that it cannot show.
//!
//! The limits are those of [`crate::channels`], by which the check judges the same message.

use super::skins::{Place, Skin};
use crate::channels::{Caps, Channel, Limit};
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
    if let Some(list) = caps.list {
        fit.choices(caps, list.max, reply);
        return fit;
    }
    let inline = fit.kept(caps, caps.buttons, &reply.rows);
    fit.place(skin.inline, false, inline);
    let quick = fit.kept(caps, caps.quick, &reply.quick);
    fit.place(skin.quick, true, quick);
    fit
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

    /// Rows no longer than the messenger takes, and no more buttons than it shows. A number that is not
    /// confirmed forbids nothing, as in the check.
    fn kept(&mut self, caps: &Caps, most: Option<Limit>, rows: &'a [Vec<OwnedButton>]) -> Vec<Row<'a>> {
        let sure = |limit: Limit| if limit.confirmed { limit.max } else { usize::MAX };
        let (most, wide) = (most.map_or(0, sure), caps.row.map_or(1, sure).max(1));
        let (mut kept, mut unseen, mut count) = (Vec::new(), Vec::new(), 0);
        for row in rows {
            let mut shown = Row::new();
            for button in row {
                if !self.asks(caps, button) {
                    continue;
                }
                count += 1;
                if count > most {
                    unseen.push(button.label.as_str());
                } else {
                    shown.push(button);
                }
            }
            kept.extend(shown.chunks(wide).map(<[_]>::to_vec));
        }
        if !unseen.is_empty() {
            self.losses.push(Loss::Unseen(most, unseen));
        }
        kept
    }

    /// All choices in one place: few are rows, more are a list. A link is a button only where it is alone.
    fn choices(&mut self, caps: &Caps, most: usize, reply: &'a OwnedReply) {
        let all = reply.rows.iter().chain(&reply.quick).flatten();
        let all: Row<'a> = all.filter(|button| self.asks(caps, button)).collect();
        let (links, mut choices): (Row<'a>, Row<'a>) =
            all.into_iter().partition(|button| button.url.is_some());
        let few = caps.buttons.map_or(0, |limit| limit.max);
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
}
