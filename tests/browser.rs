//! The browser module's own reader and writer of bytes: the same bytes as postcard's, and no nonsense breaks them.

#[path = "../browser/read.rs"]
mod read;
#[path = "../browser/write.rs"]
mod write;

use std::path::Path;
use voronka::blocks::Registry;
use voronka::compile::compile;
use voronka::engine::{Effect, Input, Session, step};
use voronka::flow::{Flow, Now, ZoneRules};
use voronka::model::{FieldId, Value};

fn flows() -> Vec<(String, Flow)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects");
    let projects = std::fs::read_dir(folder)
        .expect("the sample projects")
        .flatten()
        .filter(|entry| entry.path().join("project.ron").is_file());
    let flow =
        |path: &Path| compile(&voronka::folder::open(path, &Registry).expect("a sample opens").project).flow;
    let found: Vec<_> = projects
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), flow(&entry.path())))
        .collect();
    assert!(found.len() > 2, "the sample projects");
    found
}

fn written<T: serde::Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    write::write(value, &mut bytes);
    assert_eq!(Ok(&bytes), postcard::to_stdvec(value).as_ref(), "the bytes that postcard writes");
    bytes
}

#[test]
fn flows_sessions_and_effects_travel_as_postcard_writes_them() {
    for (name, flow) in flows() {
        assert_eq!(read::read(&written(&flow)), Some(flow.clone()), "{name}");
        let (mut session, zone) = (Session::new(&flow, 7), ZoneRules::fixed(10_800));
        let list = Value::List(vec![Value::Flag(true), Value::Date(-1), Value::Moment(-5), Value::Time(9)]);
        session.set_field(FieldId::SOURCE, Some(list));
        for input in [Input::Command { name: "start", args: "" }, Input::Text("Анна"), Input::Blocked] {
            let (after, effects) = step(&flow, &session, &input, Now::at_home(-1, &zone));
            assert_eq!(read::read(&written(&after)), Some(after.clone()), "{name}");
            assert_eq!(read::read::<Vec<Effect>>(&written(&effects)), Some(effects), "{name}");
            session = after;
        }
    }
}

#[test]
fn damaged_bytes_are_refused_or_read_and_never_break_the_reader() {
    for (name, flow) in flows() {
        let bytes = written(&flow);
        for len in (0..bytes.len()).step_by(41) {
            assert_eq!(read::read::<Flow>(&bytes[..len]), None, "{name} cut to {len}");
        }
        for at in (0..bytes.len()).step_by(17) {
            for wrong in [0x00, 0x7f, 0xff, bytes[at] ^ 1] {
                let mut bytes = bytes.clone();
                bytes[at] = wrong;
                // What can be read can be written.
                if let Some(flow) = read::read::<Flow>(&bytes) {
                    written(&flow);
                }
            }
        }
    }
}
