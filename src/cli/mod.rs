//! The command line: one file for each command, one line in [`VERBS`]. Help and usage follow from the
//! declarations, in Russian or English.
//!
//! Results go to standard output, remarks to standard error. A command says how it ended by [`Ending`], and
//! why it could not by [`Failure`]; the program's `main` prints that and sets the exit code.

mod args;
mod chat;
mod check;
mod diff;
mod disk;
mod export;
mod failure;
mod findings;
mod lang;
mod new;
mod opened;
#[cfg(feature = "studio")]
mod picture;
mod play;
#[cfg(feature = "live")]
mod publish;
#[cfg(feature = "live")]
mod run;
mod test;
mod texts;
#[cfg(feature = "live")]
mod token;
mod triggers;
mod window;

pub use failure::{Ending, Failure};

use crate::diag::Words;
use crate::model::{Label, Lang};
use clap::ArgMatches;
use std::ffi::OsString;
use std::io::Write;

/// Every command, in the order of the help.
static VERBS: &[&Verb] = &[
    &new::NEW,
    &play::PLAY,
    &test::TEST,
    &check::CHECK,
    &diff::DIFF,
    &triggers::TRIGGERS,
    &export::EXPORT,
    &texts::TEXTS,
    #[cfg(feature = "studio")]
    &picture::PICTURE,
    #[cfg(feature = "live")]
    &publish::PUBLISH,
    #[cfg(feature = "live")]
    &run::RUN,
    #[cfg(feature = "live")]
    &token::TOKEN,
];

/// A command.
struct Verb {
    /// Its name.
    name: &'static str,
    /// What it does, in one line.
    about: Label,
    /// What else one must know, in sentences.
    more: Label,
    /// Examples, one a line.
    examples: Label,
    /// What it takes.
    flags: &'static [Flag],
    /// Does it.
    run: fn(&mut Context<'_>, &ArgMatches) -> Result<Ending, Failure>,
}

/// Something that a command takes.
struct Flag {
    /// Its name: `out` is given as `--out`.
    name: &'static str,
    /// How it is given.
    kind: FlagKind,
    /// One sentence.
    help: Label,
}

/// How something is given to a command.
#[derive(Clone, Copy)]
enum FlagKind {
    /// Exactly one value by its place.
    One(Label),
    /// One value by its place or none.
    Maybe(Label),
    /// One or more values by their place.
    Many(Label),
    /// A value after the name.
    Value(Label),
    /// A value after the name, which must be given.
    Needed(Label),
    /// The name alone.
    Switch,
}

const PROJECT: Label = Label::new("ПРОЕКТ", "PROJECT");

/// A project by its place.
const PROJECT_FLAG: Flag = Flag {
    name: "project",
    kind: FlagKind::One(PROJECT),
    help: Label::new("Папка проекта", "Folder of the project"),
};

/// Machine-readable output.
const JSON_FLAG: Flag = Flag {
    name: "json",
    kind: FlagKind::Switch,
    help: Label::new(
        "Ответ для программ: JSON в стандартный вывод; если выполнить нельзя, в нём error",
        "Answer for programs: JSON on standard output; when it cannot be done, with error in it",
    ),
};

/// What a command works with.
struct Context<'a> {
    /// Language of everything it says.
    lang: Lang,
    /// Results.
    out: &'a mut dyn Write,
    /// Remarks.
    err: &'a mut dyn Write,
}

impl Context<'_> {
    /// The phrase in the language of this run.
    fn say(&self, label: Label) -> &'static str {
        label.of(self.lang)
    }

    /// A line of the result. A reader who has gone, as in `voronka … | head`, changes nothing: the exit code must
    /// still tell what was found.
    fn line(&mut self, text: impl AsRef<str>) -> Result<(), Failure> {
        unless_unheard(writeln!(self.out, "{}", text.as_ref()))
    }

    /// A remark beside the result.
    fn remark(&mut self, words: &Words) -> Result<(), Failure> {
        writeln!(self.err, "{}", words.of(self.lang)).map_err(Failure::Output)
    }

    /// The result as JSON.
    fn json(&mut self, value: &serde_json::Value) -> Result<(), Failure> {
        self.line(format!("{value:#}"))
    }
}

/// Runs a command. A program that asked for JSON gets it even when the command cannot do its work.
fn obey(verb: &Verb, context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let done = (verb.run)(context, matches);
    let as_json = matches.try_get_one::<bool>(JSON_FLAG.name).ok().flatten() == Some(&true);
    if let (Err(failure), true) = (&done, as_json)
        && let Some(answer) = failure.to_json()
    {
        context.json(&answer)?;
    }
    done
}

fn unless_unheard(written: std::io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Failure::Output),
    }
}

/// Runs the program with its arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Result<Ending, Failure> {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = lang::of_run(&args);
    let (mut out, mut err) = (std::io::stdout(), std::io::stderr());
    let mut context = Context { lang, out: &mut out, err: &mut err };
    let matches = match args::command(lang).try_get_matches_from(&args) {
        Ok(matches) => matches,
        Err(error) => return args::stopped(&error, &args, &mut context),
    };
    if let Some(words) = args::misspelt(&args).filter(|_| matches.subcommand().is_none()) {
        return Err(Failure::cannot(lang, &words));
    }
    if let (Some(project), Some((name, _))) = (matches.get_one::<String>("project"), matches.subcommand()) {
        let words = Words::new(
            format!("«{project}» перед командой {name} лишнее"),
            format!("“{project}” before the command {name} does not belong there"),
        );
        return Err(Failure::cannot(lang, &words));
    }
    let ending = match matches.subcommand() {
        Some((name, matches)) => match VERBS.iter().find(|verb| verb.name == name) {
            Some(verb) => obey(verb, &mut context, matches),
            None => Err(Failure::cannot(lang, &Words::new("Нет такой команды", "There is no such command"))),
        },
        None => window::open(&mut context, &matches),
    }?;
    unless_unheard(context.out.flush())?;
    Ok(ending)
}
