//! Commands about the conversation: the subscriber's words and presses, the virtual clock, the test made of it.

use super::tests::{ENDING, FOLDER};
use super::toast::Tone;
use super::{App, Document};
use crate::compile::compile;
use crate::diag::Words;
use crate::edit::build;
use crate::emulator::EmulatorError;
use crate::engine::CallError;
use crate::model::{Block, BlockId, Exit, Lang, Pos, Project, Prop};
use crate::studio::command::ChatCommand;
use crate::studio::words::shell as words;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Payload of the way in that [`ChatCommand::PlayFrom`] lays.
const PLAY_FROM: &str = "from_here";
/// How long the running clock takes to the next event, seconds of the window's clock.
const EVENT_SECONDS: f32 = 1.5;

impl App {
    /// Obeys a command about the conversation.
    pub(super) fn perform_chat(&mut self, command: ChatCommand) {
        let Some(document) = &mut self.document else { return };
        let emulator = &mut document.emulator;
        let result = match command {
            ChatCommand::Start => {
                emulator.open(&main_link(&document.project));
                Ok(())
            }
            ChatCommand::PlayFrom(block_id) => {
                play_from(document, block_id);
                Ok(())
            }
            ChatCommand::Say(text) => {
                emulator.say(&text);
                Ok(())
            }
            ChatCommand::Attach => {
                emulator.send_media(crate::flow::Attached::Image, "");
                Ok(())
            }
            ChatCommand::Press { entry, label } => match emulator.press(entry, &label) {
                Err(EmulatorError::OpensLink(url)) => {
                    self.desk.toasts.push(
                        Tone::Good,
                        Words::new(format!("Откроется {url}"), format!("This opens {url}")),
                    );
                    Ok(())
                }
                result => result,
            },
            ChatCommand::Next => {
                emulator.to_next_event();
                Ok(())
            }
            ChatCommand::Advance(millis) => {
                emulator.advance(millis);
                Ok(())
            }
            ChatCommand::PlayPause => {
                document.playing = !document.playing && emulator.next_due().is_some();
                Ok(())
            }
            ChatCommand::Reset => {
                document.playing = false;
                emulator.restart();
                emulator.open(&main_link(&document.project));
                Ok(())
            }
            ChatCommand::Answer { status, body } => emulator.answer_call(status, &body),
            ChatCommand::Fail => emulator.fail_call(CallError::Timeout),
            ChatCommand::ToTest => {
                self.keep_as_test();
                Ok(())
            }
        };
        if let Err(refused) = result {
            self.desk.toasts.push(Tone::Bad, Words::new(refused.words(Lang::Ru), refused.words(Lang::En)));
        }
    }

    /// Lets the running clock of the conversation pass as much time as the frame took, faster the farther the
    /// next event is; stops when nothing is planned.
    pub(super) fn run_clock(&mut self, ctx: &egui::Context) {
        let Some(document) = self.document.as_mut().filter(|document| document.playing) else { return };
        let emulator = &mut document.emulator;
        let Some(due) = emulator.next_due() else {
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
        self.jobs.start(move || {
            let kept = write_test(&path.join(FOLDER), &text);
            Box::new(move |app| app.test_kept(kept))
        });
    }

    fn test_kept(&mut self, kept: std::io::Result<String>) {
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

/// Writes under the first free name `talk-N.chat`; never over a test that is there.
fn write_test(folder: &Path, text: &str) -> std::io::Result<String> {
    std::fs::create_dir_all(folder)?;
    for number in 1.. {
        let name = format!("talk-{number}.{ENDING}");
        match std::fs::File::create_new(folder.join(&name)) {
            Ok(mut file) => return file.write_all(text.as_bytes()).map(|()| name),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}

/// The payload that people come by: the first deep link of the first entry that has one.
fn main_link(project: &Project) -> String {
    let entries = project.blocks().filter(|(_, _, block)| block.kind == "entry");
    let mut links = entries.flat_map(|(_, _, block)| block.lines("links"));
    links.find(|link| !link.trim().is_empty()).cloned().unwrap_or_default()
}

/// Begins a conversation in a block: the subscriber comes in by a link that leads there, then the flow without
/// that link goes on with the conversation.
fn play_from(document: &mut Document, block_id: BlockId) {
    let mut project = document.project.clone();
    let Some((funnel, block)) = project.block(block_id) else { return };
    let own = block.lines("links").first().filter(|_| block.kind == "entry").cloned();
    let flow = document.emulator.flow().clone();
    document.emulator.restart();
    if let Some(link) = own {
        return document.emulator.open(&link);
    }
    let mut entry = Block::new("entry");
    entry.props.insert("links".into(), Prop::Lines(vec![PLAY_FROM.into()]));
    entry.exits.insert(Exit::next(), block_id);
    let (transaction, _) = build::add_block(&project, &funnel.name.clone(), entry, Pos::default());
    if transaction.apply(&mut project).is_ok() {
        document.emulator.set_flow(Arc::new(compile(&project).flow));
        document.emulator.open(PLAY_FROM);
        document.emulator.set_flow(flow);
    }
}
