//! Which ways in overlap: what fits two of them, which one wins and why.
//!
//! Judged by the engine's own comparison of words, so that the table says what will happen.

use super::Compiled;
use super::candidates::Candidates;
use super::triggers::{rank, target_of};
use super::wording::{reserved_words, way_words};
use crate::blocks::Way;
use crate::diag::Words;
use crate::flow::{EventTrigger, KeywordMode, KeywordTrigger, contains_words, fold_text, has_keyword};
use crate::model::{BlockId, Project};

/// Letters that no word ends in: what stands for any ending.
const ANY_ENDING: &str = "ъъ";

/// A way in, as the table of triggers shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayIn {
    /// The block that opens it; `None` for the project's stop and start words.
    pub block: Option<BlockId>,
    /// The property of the block that opens it, such as `keywords`.
    pub prop: &'static str,
    /// What it answers to: `слово «цена» внутри сообщения`.
    pub words: Words,
    /// What the engine compares: the folded word, the payload, the command; empty where there is no such thing.
    pub name: String,
    /// Its priority.
    pub priority: i64,
}

/// Two ways in that one input fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The one that works.
    pub winner: WayIn,
    /// The one that does not.
    pub loser: WayIn,
    /// Whether the loser never works at all; otherwise only where both fit.
    pub never: bool,
    /// Why the winner wins.
    pub why: Why,
    /// Words that fit both; empty where there are none to write.
    pub sample: String,
}

/// Why one way in wins over another, in the order in which this is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Stop and start words of the project come before everything.
    Reserved,
    /// It has the greater priority.
    Priority,
    /// The whole message comes before its beginning, its beginning before a word inside.
    Exact,
    /// Its phrase is longer, or it says more of the event.
    Longer,
    /// It is for a segment and the other one for everybody.
    Segment,
    /// It comes earlier: the order of funnels, then of blocks.
    Order,
}

impl Why {
    /// The reason in words.
    pub fn words(self) -> Words {
        match self {
            Self::Reserved => {
                Words::new("стоп- и старт-слова важнее всего", "stop and start words come first")
            }
            Self::Priority => Words::new("важность больше", "its priority is greater"),
            Self::Exact => Words::new("сравнивает строже", "it compares more strictly"),
            Self::Longer => Words::new("описывает точнее", "it says more exactly what it wants"),
            Self::Segment => Words::new("он для сегмента, а другой для всех", "it is for a segment"),
            Self::Order => Words::new("стоит раньше", "it comes earlier"),
        }
    }
}

/// All ways in that blocks open, kind by kind, each kind in the order in which it is tried. Of the blocks that a
/// plain start could lead to only those that it does lead to.
pub fn ways_in(project: &Project, compiled: &Compiled) -> Vec<WayIn> {
    let own_start =
        compiled.ways.iter().any(|way| matches!(&way.1, Way::Command(name, _) if name == "start"));
    let commands = &compiled.flow.triggers.commands;
    let greets = |target| !own_start && commands.iter().any(|command| command.1 == target);
    let idle = |way: &Way| matches!(way, Way::Greeting(target) if !greets(*target));
    let mut ways: Vec<_> = compiled.ways.iter().filter(|way| !idle(&way.1)).collect();
    ways.sort_by_key(|way| match way.1 {
        Way::Stop(_) => 0,
        Way::Resume(_) => 1,
        Way::Link(_) => 2,
        Way::Command(..) | Way::Greeting(_) => 3,
        Way::Keyword(_) => 4,
        Way::Event(_) => 5,
        Way::Alarm(_) => 6,
        Way::Default(_) => 7,
    });
    ways.into_iter().map(|way| way_in(project, way)).collect()
}

fn way_in(project: &Project, (priority, way): &(i64, Way)) -> WayIn {
    let (prop, name) = match way {
        Way::Link(link) => ("links", link.payload.as_str()),
        Way::Command(name, _) => ("commands", name.as_str()),
        Way::Keyword(keyword) => ("keywords", keyword.word.as_str()),
        Way::Event(_) => ("what", ""),
        Way::Alarm(_) => ("when", ""),
        Way::Default(_) => ("default", ""),
        Way::Stop(_) => ("on_stop", ""),
        Way::Resume(_) => ("on_start", ""),
        Way::Greeting(_) => ("", ""),
    };
    let block = Some(target_of(way).block);
    WayIn { block, prop, words: way_words(project, way), name: name.to_owned(), priority: *priority }
}

/// Pairs of ways in that overlap, in the order in which the winners are tried. Once a way never works because of one
/// before it, those in between are not named too, so that time and length grow with the number of ways.
pub fn conflicts(project: &Project, compiled: &Compiled) -> Vec<Conflict> {
    let mut found = reserved(project, compiled);
    let ways = &compiled.ways;
    let candidates = Candidates::new(ways);
    let keywords = earlier_keywords(ways, &candidates);
    let mut pairs = Vec::new();
    for (at, loser) in ways.iter().enumerate() {
        let earlier = match &loser.1 {
            Way::Keyword(_) => keywords[at].as_slice(),
            Way::Alarm(_) | Way::Greeting(_) => &[],
            way @ (Way::Link(_) | Way::Command(..) | Way::Event(_)) => candidates.alike(way),
            way @ (Way::Default(_) | Way::Stop(_) | Way::Resume(_)) => candidates.alike(way),
        };
        for winner in earlier.iter().take_while(|winner| **winner < at) {
            let Some(conflict) = conflict(project, &ways[*winner], loser) else { continue };
            let is_enough = conflict.never;
            pairs.push((*winner, at, conflict));
            if is_enough {
                break;
            }
        }
    }
    pairs.sort_by_key(|(winner, loser, _)| (*winner, *loser));
    found.extend(pairs.into_iter().map(|(.., conflict)| conflict));
    found
}

/// For each keyword those before it that may overlap it, in order: either takes what the other one is called.
fn earlier_keywords(ways: &[(i64, Way)], candidates: &Candidates<'_>) -> Vec<Vec<usize>> {
    let mut earlier = vec![Vec::new(); ways.len()];
    for (at, (_, way)) in ways.iter().enumerate() {
        let Way::Keyword(keyword) = way else { continue };
        for other in candidates.taking(&messages(&keyword.word).0) {
            if at != other {
                earlier[at.max(other)].push(at.min(other));
            }
        }
    }
    for others in &mut earlier {
        others.sort_unstable();
        others.dedup();
    }
    earlier
}

fn conflict(project: &Project, winner: &(i64, Way), loser: &(i64, Way)) -> Option<Conflict> {
    let (never, sample) = overlap(&winner.1, &loser.1)?;
    let both = (target_of(&winner.1), target_of(&loser.1));
    let harmless = both.0 == both.1 && !is_same(&winner.1, &loser.1);
    if harmless || want_different_values(project, both.0.block, both.1.block) {
        return None;
    }
    let (winner_in, loser_in) = (way_in(project, winner), way_in(project, loser));
    Some(Conflict { winner: winner_in, loser: loser_in, never, why: why(winner, loser), sample })
}

/// Whether two blocks wait for different values of a field, which it does not have at once.
fn want_different_values(project: &Project, first: BlockId, second: BlockId) -> bool {
    let value = |block_id| {
        let (_, block) = project.block(block_id)?;
        Some(block.text("value").trim()).filter(|value| block.text("what") == "field" && !value.is_empty())
    };
    matches!((value(first), value(second)), (Some(first), Some(second)) if first != second)
}

/// Whether two ways are written alike.
fn is_same(winner: &Way, loser: &Way) -> bool {
    match (winner, loser) {
        (Way::Keyword(winner), Way::Keyword(loser)) => winner.word == loser.word && winner.mode == loser.mode,
        _ => winner == loser,
    }
}

fn why(winner: &(i64, Way), loser: &(i64, Way)) -> Why {
    let (first, second) = (rank(&winner.1), rank(&loser.1));
    match () {
        () if winner.0 != loser.0 => Why::Priority,
        () if first.0 != second.0 => Why::Exact,
        () if first.1 != second.1 => Why::Longer,
        () if first.2 != second.2 => Why::Segment,
        () => Why::Order,
    }
}

/// Ways that the project's stop and start words take.
fn reserved(project: &Project, compiled: &Compiled) -> Vec<Conflict> {
    let triggers = &compiled.flow.triggers;
    let stops = triggers.stop_words.iter().map(|word| (word, true));
    let words: Vec<_> = stops.chain(triggers.start_words.iter().map(|word| (word, false))).collect();
    let mut found = Vec::new();
    for way in &compiled.ways {
        for (word, is_stop) in &words {
            let never = match &way.1 {
                Way::Keyword(keyword) if takes(keyword, word) => {
                    keyword.mode == KeywordMode::Exact && keyword.word == **word
                }
                Way::Command(name, _) if *is_stop && fold_text(name) == **word => true,
                _ => continue,
            };
            let winner = WayIn {
                block: None,
                prop: "",
                words: reserved_words(word, *is_stop),
                name: (*word).clone(),
                priority: 0,
            };
            let loser = way_in(project, way);
            found.push(Conflict { winner, loser, never, why: Why::Reserved, sample: (*word).clone() });
        }
    }
    found
}

/// Whether something fits both ways: whether the later one then never works, and words that fit both.
fn overlap(winner: &Way, loser: &Way) -> Option<(bool, String)> {
    let open = target_of(winner).guard.is_none();
    match (winner, loser) {
        (Way::Link(winner), Way::Link(loser)) => {
            (winner.payload == loser.payload).then(|| (open, loser.payload.clone()))
        }
        (Way::Command(winner, _), Way::Command(loser, _)) => {
            (winner == loser).then(|| (open, format!("/{loser}")))
        }
        (Way::Keyword(winner), Way::Keyword(loser)) => words_overlap(winner, loser),
        (Way::Event(winner), Way::Event(loser)) => events_overlap(winner, loser),
        (Way::Default(_), Way::Default(_)) => Some((open, String::new())),
        // There is one answer to a stop word and one to a start word.
        (Way::Stop(_), Way::Stop(_)) | (Way::Resume(_), Way::Resume(_)) => Some((true, String::new())),
        _ => None,
    }
}

/// Whether a keyword takes a folded message.
fn takes(keyword: &KeywordTrigger, message: &str) -> bool {
    has_keyword(message, &keyword.word, keyword.mode)
        && !keyword.except.iter().any(|word| contains_words(message, word))
}

/// A message of nothing but the keyword, and one in which a star stands for some ending.
fn messages(word: &str) -> (String, String) {
    match word.strip_suffix('*') {
        Some(stem) => (stem.to_owned(), format!("{stem}{ANY_ENDING}")),
        None => (word.to_owned(), word.to_owned()),
    }
}

fn words_overlap(winner: &KeywordTrigger, loser: &KeywordTrigger) -> Option<(bool, String)> {
    let both = |message: &String| takes(winner, message) && takes(loser, message);
    let (plain, ended) = messages(&loser.word);
    let candidates = [plain, messages(&winner.word).0];
    let sample = candidates.into_iter().find(both)?;
    let wider = match (winner.mode, loser.mode) {
        (KeywordMode::Exact, KeywordMode::Exact) | (KeywordMode::Contains, _) => true,
        (KeywordMode::Starts, KeywordMode::Exact | KeywordMode::Starts) => true,
        (KeywordMode::Exact | KeywordMode::Starts, _) => false,
    };
    let excepts_no_more = winner.except.iter().all(|word| loser.except.contains(word));
    let open = winner.target.guard.is_none();
    let takes_all = has_keyword(&ended, &winner.word, winner.mode);
    Some((open && wider && excepts_no_more && takes_all, sample))
}

fn events_overlap(winner: &EventTrigger, loser: &EventTrigger) -> Option<(bool, String)> {
    if winner.event != loser.event
        || !(covers(&winner.about, &loser.about) || covers(&loser.about, &winner.about))
    {
        return None;
    }
    let allowed = |word: &&String| {
        let (plain, _) = messages(word);
        let fits = |event: &EventTrigger| {
            (event.words.is_empty() || event.words.iter().any(|word| contains_words(&plain, word)))
                && !event.except.iter().any(|word| contains_words(&plain, word))
        };
        fits(winner) && fits(loser)
    };
    let any = winner.words.is_empty() && loser.words.is_empty();
    let sample = loser.words.iter().chain(&winner.words).find(allowed);
    if !any && sample.is_none() {
        return None;
    }
    let hits = |word: &String| {
        let (_, ended) = messages(word);
        winner.words.iter().any(|own| contains_words(&ended, own))
    };
    let words = winner.words.is_empty() || !loser.words.is_empty() && loser.words.iter().all(hits);
    let excepts_no_more = winner.except.iter().all(|word| loser.except.contains(word));
    let wider = covers(&winner.about, &loser.about) && words && excepts_no_more;
    let sample = sample.map_or_else(String::new, |word| messages(word).0);
    Some((wider && winner.target.guard.is_none(), sample))
}

/// Whether what one trigger is about holds all that the other is about.
fn covers(wide: &str, narrow: &str) -> bool {
    match wide.strip_suffix('*') {
        Some(beginning) => narrow.starts_with(beginning),
        None => wide.is_empty() || wide == narrow,
    }
}
