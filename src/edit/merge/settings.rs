//! What is not drawn: settings, fields, tags.

use super::{Picker, Piece, Sides, order};
use crate::model::{BotProfile, Consent, Landing, Project, Schedule, StopWords};

/// A project with the settings, fields, tags and counters of both, and nothing else yet.
pub(super) fn merge(sides: &Sides<'_>, picker: &mut Picker<'_>) -> Project {
    let highest = |count: fn(&Project) -> u32| {
        let (base, ours, theirs) = sides.each(count);
        base.max(ours).max(theirs)
    };
    let small = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    let mut project = Project {
        next_block: highest(|project| project.next_block),
        next_field: small(highest(|project| u32::from(project.next_field))),
        next_tag: small(highest(|project| u32::from(project.next_tag))),
        ..Project::default()
    };
    project.title = picker.pick(sides.map(|p| &p.title), || Piece::Setting("title")).clone();
    project.channels = picker.pick(sides.map(|p| &p.channels), || Piece::Setting("channels")).clone();
    project.language = picker.pick(sides.map(|p| &p.language), || Piece::Setting("language")).clone();
    project.ai = *picker.pick(sides.map(|p| &p.ai), || Piece::Setting("ai"));
    project.bot = bot(sides, picker);
    project.schedule = schedule(sides, picker);
    project.words = words(sides, picker);
    project.landing = landing(sides, picker);
    project.consent = consent(sides, picker);
    fields(sides, picker, &mut project);
    tags(sides, picker, &mut project);
    project
}

/// Picks one part of a record of settings by its name.
macro_rules! part {
    ($sides:ident, $picker:ident, $record:ident . $name:ident) => {
        $picker
            .pick($sides.map(|project| &project.$record.$name), || {
                Piece::Setting(concat!(stringify!($record), ".", stringify!($name)))
            })
            .clone()
    };
}

fn bot(sides: &Sides<'_>, picker: &mut Picker<'_>) -> BotProfile {
    BotProfile {
        name: part!(sides, picker, bot.name),
        about: part!(sides, picker, bot.about),
        description: part!(sides, picker, bot.description),
    }
}

fn schedule(sides: &Sides<'_>, picker: &mut Picker<'_>) -> Schedule {
    Schedule {
        zone: part!(sides, picker, schedule.zone),
        quiet: part!(sides, picker, schedule.quiet),
        days: part!(sides, picker, schedule.days),
        holidays: part!(sides, picker, schedule.holidays),
        cap: part!(sides, picker, schedule.cap),
        cap_per: part!(sides, picker, schedule.cap_per),
        work: part!(sides, picker, schedule.work),
        work_days: part!(sides, picker, schedule.work_days),
    }
}

fn words(sides: &Sides<'_>, picker: &mut Picker<'_>) -> StopWords {
    StopWords {
        stop: part!(sides, picker, words.stop),
        start: part!(sides, picker, words.start),
        stop_reply: part!(sides, picker, words.stop_reply),
        start_reply: part!(sides, picker, words.start_reply),
    }
}

fn landing(sides: &Sides<'_>, picker: &mut Picker<'_>) -> Landing {
    Landing {
        link: part!(sides, picker, landing.link),
        author: part!(sides, picker, landing.author),
        role: part!(sides, picker, landing.role),
        headline: part!(sides, picker, landing.headline),
        promise: part!(sides, picker, landing.promise),
        ticks: part!(sides, picker, landing.ticks),
        question: part!(sides, picker, landing.question),
        qr_title: part!(sides, picker, landing.qr_title),
        qr_text: part!(sides, picker, landing.qr_text),
        consent_url: part!(sides, picker, landing.consent_url),
        privacy_url: part!(sides, picker, landing.privacy_url),
        legal: part!(sides, picker, landing.legal),
    }
}

fn consent(sides: &Sides<'_>, picker: &mut Picker<'_>) -> Consent {
    Consent {
        required: part!(sides, picker, consent.required),
        version: part!(sides, picker, consent.version),
    }
}

fn fields(sides: &Sides<'_>, picker: &mut Picker<'_>, project: &mut Project) {
    let (base, ours, theirs) = sides.each(|p| p.fields.iter().map(|field| field.id).collect::<Vec<_>>());
    for id in order(&base, &ours, &theirs) {
        let defs = sides.each(|p| p.fields.iter().find(|field| field.id == id));
        if let Some(field) = picker.pick(defs, || Piece::Field(id)) {
            project.fields.push(field.clone());
        }
    }
}

fn tags(sides: &Sides<'_>, picker: &mut Picker<'_>, project: &mut Project) {
    let (base, ours, theirs) = sides.each(|p| p.tags.iter().map(|tag| tag.id).collect::<Vec<_>>());
    for id in order(&base, &ours, &theirs) {
        let defs = sides.each(|p| p.tags.iter().find(|tag| tag.id == id));
        if let Some(tag) = picker.pick(defs, || Piece::Tag(id)) {
            project.tags.push(tag.clone());
        }
    }
}
