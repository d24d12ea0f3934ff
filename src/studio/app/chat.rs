//! Commands about the conversation: the subscriber's words and presses, the virtual clock, the test made of it.

use super::App;
use super::jobs::Work;
use super::recorded::{ENDING, FOLDER};
use super::toast::Tone;
use crate::compile::compile;
use crate::diag::Words;
use crate::edit::build;
use crate::emulator::{Emulator, EmulatorError, EntryKind, Setup};
use crate::engine::CallError;
use crate::flow::LinkKind;
use crate::folder::write_new;
use crate::model::{Block, BlockId, Exit, FieldId, Lang, Pos, Project, Prop};
use crate::studio::command::{ChatCommand, Own};
use crate::studio::words::shell as words;
use std::sync::Arc;

/// Payload of the way in that [`ChatCommand::PlayFrom`] lays.
const PLAY_FROM: &str = "from_here";
/// How long the running clock takes to the next event, seconds of the window's clock.
const EVENT_SECONDS: f32 = 1.5;

impl App {
    /// Obeys a command about the conversation.
    pub(super) fn perform_chat(&mut self, command: ChatCommand) {
        let Some(document) = &mut self.document else { return };
        let main = main_link(&document.project);
        let emulator = &mut document.emulator;
        let result = match command {
            ChatCommand::PlayFrom(block_id) => {
                document.playing = false;
                self.play_from(block_id);
                Ok(())
            }
            ChatCommand::PlayPause => {
                document.playing = !document.playing && emulator.next_due().is_some();
                Ok(())
            }
            ChatCommand::Reset => {
                self.desk.chat.begin_anew();
                document.playing = false;
                emulator.restart();
                emulator.open(&main);
                Ok(())
            }
            ChatCommand::As { channel, language } => {
                self.desk.chat.begin_anew();
                document.playing = false;
                let talked = !emulator.log().is_empty();
                emulator.restart_as(as_other(emulator.setup().clone(), channel, language));
                if talked {
                    emulator.open(&main);
                }
                Ok(())
            }
            ChatCommand::Click { entry, label } => {
                let clicked = emulator.click(entry, &label);
                clicked.map(|url| self.say_clicked(entry, &label, &url))
            }
            ChatCommand::ToTest => {
                self.keep_as_test();
                Ok(())
            }
            ChatCommand::Start => {
                emulator.open(&main);
                Ok(())
            }
            command => obey(emulator, command),
        };
        if let Err(refused) = result {
            self.desk.toasts.push(Tone::Bad, Words::new(refused.words(Lang::Ru), refused.words(Lang::En)));
        }
    }

    /// Says what a messenger would do at a press of a link button that opens no page.
    fn say_clicked(&mut self, entry: usize, label: &str, url: &str) {
        let Some(document) = &self.document else { return };
        let Some(EntryKind::Sent(sent)) = document.emulator.log().get(entry).map(|entry| &entry.kind) else {
            return;
        };
        let Some((button, _)) = sent.reply.button(label) else { return };
        let words = match button.link {
            LinkKind::Open => return,
            LinkKind::Call => Words::new(format!("Мессенджер наберёт {url}"), format!("This dials {url}")),
            LinkKind::Share => Words::new(
                format!("Мессенджер предложит отправить друзьям: {url}"),
                format!("This offers friends: {url}"),
            ),
            LinkKind::Copy => Words::new(format!("Скопировано: {url}"), format!("Copied: {url}")),
        };
        self.desk.toasts.push(Tone::Good, words);
    }

    /// Lets the running clock of the conversation pass as much time as the frame took, faster the farther the
    /// next event is; stops when nothing is planned.
    pub(super) fn run_clock(&mut self, ctx: &egui::Context) {
        let Some(document) = self.document.as_mut().filter(|document| document.playing) else { return };
        let emulator = &mut document.emulator;
        // The author answers for the world: meanwhile its patience does not run out.
        let due = emulator.next_due().filter(|_| emulator.pending_call().is_none());
        let Some(due) = due else {
            document.playing = false;
            return;
        };
        let share = ctx.input(|input| input.stable_dt).min(0.1) / EVENT_SECONDS;
        let step = document.clock_rate.max(((due - emulator.now()) as f32 * share) as i64).max(1);
        document.clock_rate = step;
        if emulator.now() + step >= due {
            document.clock_rate = 0;
        }
        emulator.tick(step.min(due - emulator.now()).max(1));
        ctx.request_repaint();
    }

    /// Begins a conversation in a block: the subscriber comes in by a link that leads there, then the flow without
    /// that link goes on with the conversation.
    fn play_from(&mut self, block_id: BlockId) {
        let Some(document) = &mut self.document else { return };
        let Some((_, block)) = document.project.block(block_id) else { return };
        let own = block.lines("links").first().filter(|_| block.kind == "entry");
        if let Some(link) = own {
            document.emulator.restart();
            return document.emulator.open(link);
        }
        let (serial, project) = (document.serial, document.project.clone());
        self.jobs.watch(Work::Other, words::BEGINNING_TALK, Some(|_| {}), move |_| {
            let flow = with_way_to(project, block_id).map(|project| Arc::new(compile(&project).flow));
            Box::new(move |app| {
                let document = app.document.as_mut().filter(|document| document.serial == serial);
                let (Some(document), Some(flow)) = (document, flow) else { return };
                document.playing = false;
                let emulator = &mut document.emulator;
                emulator.restart();
                let usual = emulator.flow().clone();
                emulator.set_flow(flow);
                emulator.open(PLAY_FROM);
                emulator.set_flow(usual);
            })
        });
    }

    /// Writes the conversation as a new file of the project's tests.
    fn keep_as_test(&mut self) {
        let Some(document) = &self.document else { return };
        let Some(path) = document.path.clone() else {
            let text = Words::new(
                "Сначала сохраните проект: тесты живут в его папке",
                "Save the project first: tests live in its folder",
            );
            return self.desk.toasts.push(Tone::Bad, text);
        };
        let text = document.emulator.transcript();
        self.jobs.start(Work::Other, move || {
            let name = |number| format!("talk-{number}.{ENDING}");
            let kept = write_new(&path.join(FOLDER), text.as_bytes(), name);
            Box::new(move |app| app.test_kept(kept))
        });
    }

    fn test_kept(&mut self, kept: std::io::Result<String>) {
        if let Some(document) = &mut self.document {
            document.people = None;
        }
        match kept {
            Ok(name) => self.desk.toasts.push(
                Tone::Good,
                Words::new(format!("Разговор сохранён: tests/{name}"), format!("Conversation kept: tests/{name}")),
            ),
            Err(error) => self.fail(
                words::TESTS_TITLE,
                Words::new(
                    format!("Разговор не записан. Проверьте, что в папку проекта можно писать. Система говорит: {error}"),
                    format!(
                        "The conversation was not written. Check that the project's folder can be written to. The system says: {error}"
                    ),
                ),
            ),
        }
    }
}

/// What goes straight to the conversation.
fn obey(emulator: &mut Emulator, command: ChatCommand) -> Result<(), EmulatorError> {
    match command {
        ChatCommand::Say(text) => emulator.say(&text),
        ChatCommand::Send(Own::Media(kind, file)) => emulator.send_media(kind, &file),
        ChatCommand::Send(Own::Location(lat, lon)) => emulator.send_location(lat, lon),
        ChatCommand::Send(Own::Contact(phone)) => emulator.send_contact(&phone),
        ChatCommand::Happen { name, about, value } => emulator.happen(&name, &about, &value),
        ChatCommand::HumanDone => emulator.human_done(),
        ChatCommand::Block => emulator.block_bot(),
        ChatCommand::SetField(field_id, value) => emulator.set_field(field_id, value),
        ChatCommand::SetTag(tag_id, on) => emulator.set_tag(tag_id, on),
        ChatCommand::Next => drop(emulator.to_next_event()),
        ChatCommand::Advance(millis) => emulator.advance(millis),
        ChatCommand::Press { entry, label } => return emulator.press(entry, &label),
        ChatCommand::Answer { status, body } => return emulator.answer_call(status, &body),
        ChatCommand::AnswerNamed { outcome, body } => return emulator.answer_named(&outcome, &body),
        ChatCommand::Fail => return emulator.fail_call(CallError::Timeout),
        other => debug_assert!(false, "not for the conversation alone: {other:?}"),
    }
    Ok(())
}

/// The same subscriber in another channel or of another language.
fn as_other(mut setup: Setup, channel: Option<String>, language: Option<String>) -> Setup {
    if let Some(channel) = channel {
        setup.channel = channel;
    }
    if let Some(language) = language {
        setup.profile.retain(|(field_id, _)| *field_id != FieldId::LANGUAGE);
        setup.profile.push((FieldId::LANGUAGE, language));
    }
    setup
}

/// The payload that people come by: the first deep link of the first entry that has one.
fn main_link(project: &Project) -> String {
    let entries = project.blocks().filter(|(_, _, block)| block.kind == "entry");
    let mut links = entries.flat_map(|(_, _, block)| block.lines("links"));
    links.find(|link| !link.trim().is_empty()).cloned().unwrap_or_default()
}

/// A project with a link that leads to a block; `None` when there is no such block.
fn with_way_to(mut project: Project, block_id: BlockId) -> Option<Project> {
    let funnel = project.block(block_id)?.0.name.clone();
    let mut entry = Block::new("entry");
    entry.props.insert("links".into(), Prop::Lines(vec![PLAY_FROM.into()]));
    entry.exits.insert(Exit::next(), block_id);
    let (transaction, _) = build::add_block(&project, &funnel, entry, Pos::default());
    transaction.apply(&mut project).ok().map(|_| project)
}
