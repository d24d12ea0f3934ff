//! What a picture of a funnel promises.

#[cfg(test)]
use super::*;
use crate::blocks::{Family, Registry};
use crate::folder;
use std::path::Path;

fn sample(name: &str) -> Project {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects").join(name);
    folder::open(&folder, &Registry).unwrap().project
}

fn draw(project: &Project, only: &BTreeSet<BlockId>, format: Format) -> Result<Vec<u8>, PictureError> {
    let (funnel, theme) = (&project.funnels[0].name, Theme::new(false, true));
    picture(&PictureOf { project, funnel, only, lang: Lang::Ru, theme: &theme }, format, &mut |_, _| true)
}

/// All text of an SVG, with its entities resolved.
fn texts(svg: &[u8]) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_reader(svg);
    let (mut texts, mut buffer) = (Vec::new(), Vec::new());
    let mut inside: Option<String> = None;
    loop {
        use quick_xml::events::Event;
        match reader.read_event_into(&mut buffer).expect("it is XML") {
            Event::Start(start) if start.name().as_ref() == b"text" => inside = Some(String::new()),
            Event::End(end) if end.name().as_ref() == b"text" => texts.extend(inside.take()),
            Event::Text(text) => {
                if let Some(inside) = &mut inside {
                    inside.push_str(std::str::from_utf8(&text).unwrap());
                }
            }
            Event::Eof => return texts,
            _ => {}
        }
        buffer.clear();
    }
}

#[test]
fn an_svg_holds_every_title_as_text_and_a_part_only_its_own() {
    let mut project = sample("pizza");
    let all = project.funnels[0].blocks.len();
    let first = *project.funnels[0].blocks.keys().next().unwrap();
    project.funnels[0].blocks.get_mut(&first).unwrap().title = "Ку\u{1}да 🍕?".to_owned();
    let svg = draw(&project, &BTreeSet::new(), Format::Svg).unwrap();
    let found = texts(&svg);
    for block in project.funnels[0].blocks.values().filter(|block| block.title.chars().count() < 20) {
        let title = block.title.replace('\u{1}', "");
        assert!(found.contains(&title), "{title:?} is missing");
    }
    assert_eq!(String::from_utf8(svg).unwrap().matches("<g>").count(), all);
    let part = draw(&project, &BTreeSet::from([first]), Format::Svg).unwrap();
    assert_eq!(String::from_utf8(part).unwrap().matches("<g>").count(), 1);
}

#[test]
fn an_exit_that_leads_nowhere_is_hollow() {
    use crate::model::{Block, Exit};
    let mut project = Project::new("Проба");
    let blocks = &mut project.funnels[0].blocks;
    blocks.insert(BlockId(1), Block::new("entry"));
    blocks.insert(BlockId(2), Block::new("message"));
    blocks.get_mut(&BlockId(1)).unwrap().exits.insert(Exit::next(), BlockId(2));
    let theme = Theme::new(false, true);
    let svg = String::from_utf8(draw(&project, &BTreeSet::new(), Format::Svg).unwrap()).unwrap();
    let dots: Vec<&str> = svg.split("<circle").skip(1).map(|dot| dot.split("/>").next().unwrap()).collect();
    let filled = |color| dots.iter().filter(|dot| dot.contains(&svg::paint("fill", color))).count();
    assert_eq!((filled(theme.family(Family::Entry)), filled(theme.family(Family::Send))), (1, 0), "{dots:?}");
    assert_eq!(filled(theme.tokens.card), 1);
}

#[test]
fn notes_and_frames_are_on_the_picture_and_what_is_folded_is_a_card() {
    use crate::model::{Frame, FrameId, Hue, Mark, Note, NoteId, Pos};
    let mut project = sample("pizza");
    let funnel = project.funnels[0].name.clone();
    let all: Vec<BlockId> = project.funnels[0].blocks.keys().copied().collect();
    let (first, last) = (all[0], all[all.len() - 1]);
    let at = project.layout.blocks[&first];
    let around = Pos(at.0 - 60, at.1 - 80);
    let frame = Frame { funnel: funnel.clone(), at: around, size: Pos(420, 420), ..Frame::default() };
    let open = Frame { title: "Вход в воронку".into(), hue: Hue::Green, ..frame.clone() };
    let folded =
        Frame { title: "Доставка".into(), folded: [last].into(), at: Pos(-2000, 0), ..frame };
    let folded = Frame { folded_marks: [Mark::Note(NoteId(2))].into(), ..folded };
    project.layout.frames = [(FrameId(1), open), (FrameId(2), folded)].into();
    let text = "Проверить цены перед праздниками и сверить меню <с кухней>".to_owned();
    let note = Note { funnel, at: Pos(-2000, 300), size: Pos(180, 120), text, hue: Hue::Amber };
    let hidden = Note { text: "Свёрнута".into(), ..note.clone() };
    project.layout.notes = [(NoteId(1), note), (NoteId(2), hidden)].into();
    let svg = draw(&project, &BTreeSet::new(), Format::Svg).unwrap();
    let found = texts(&svg);
    for shown in ["Вход в воронку", "Доставка", "1"] {
        assert!(found.iter().any(|text| text == shown), "{shown} is missing");
    }
    assert!(!found.iter().any(|text| text == "Свёрнута"), "it lies under the card");
    let lines: Vec<_> = found
        .iter()
        .filter(|text| "Проверить цены перед праздниками и сверить меню".contains(text.as_str()))
        .collect();
    assert!(lines.len() >= 2, "the note breaks into lines: {lines:?}");
    let svg = String::from_utf8(svg).unwrap();
    assert_eq!(svg.matches("<g>").count(), all.len() - 1, "a folded block is not drawn itself");
    // The picture is as large as what is on it.
    let left = svg.split_once("viewBox=\"").and_then(|(_, rest)| rest.split(' ').next()?.parse::<f32>().ok());
    assert!(left.is_some_and(|left| left <= -2040.0), "{left:?}");
    let part = texts(&draw(&project, &BTreeSet::from([last]), Format::Svg).unwrap());
    assert!(part.iter().any(|text| text == "Доставка") && !part.iter().any(|text| text == "Вход в воронку"));
    assert!(draw(&project, &BTreeSet::new(), Format::Png).unwrap().len() > 10_000);
    assert!(draw(&project, &BTreeSet::new(), Format::Pdf).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn a_png_has_the_colours_of_blocks_and_of_emoji() {
    let mut project = sample("pizza");
    let first = *project.funnels[0].blocks.keys().next().unwrap();
    // The second has an emoji of two signs, beside which those of one were lost.
    for title in ["🟥🟥🟥", "Да 🟥🟥❤\u{fe0f}"] {
        project.funnels[0].blocks.get_mut(&first).unwrap().title = title.to_owned();
        let png = draw(&project, &BTreeSet::from([first]), Format::Png).unwrap();
        let pixels = image::load_from_memory(&png).unwrap().to_rgb8();
        assert!(pixels.width() > 400 && pixels.height() > 100);
        let red = pixels.pixels().filter(|pixel| pixel[0] > 200 && pixel[1] < 80 && pixel[2] < 100).count();
        assert!(red > 600, "{title}: only {red} red pixels");
    }
}

#[test]
fn a_pdf_is_one_page_with_its_faces_inside() {
    let pdf = draw(&sample("pizza"), &BTreeSet::new(), Format::Pdf).unwrap();
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 10_000);
    let has = |word: &[u8]| pdf.windows(word.len()).any(|part| part == word);
    assert!(has(b"Onest"), "text is set in our face, not drawn as outlines");
}

#[test]
fn nothing_and_too_much_are_said_clearly() {
    let empty = Project::new("Пусто");
    assert_eq!(draw(&empty, &BTreeSet::new(), Format::Svg), Err(PictureError::Empty));
    let mut wide = sample("pizza");
    let last = *wide.funnels[0].blocks.keys().last().unwrap();
    wide.layout.blocks.insert(last, crate::model::Pos(90_000, 0));
    assert!(matches!(draw(&wide, &BTreeSet::new(), Format::Png), Err(PictureError::TooLarge(..))));
    assert!(draw(&wide, &BTreeSet::new(), Format::Pdf).is_ok());
}

#[test]
fn a_picture_too_large_for_pixels_is_refused_by_its_size_alone() {
    assert!(matches!(encode::fits(4_000.0, 60_000.0), Err(PictureError::TooLarge(2_400, 36_000))));
    let scale = encode::fits(1_000.0, 500.0);
    assert!(scale.is_ok_and(|scale| scale > 1.0));
}

/// A funnel of the blocks of `pizza`, so many times over and far from square.
fn many(times: u32) -> Project {
    use crate::model::Pos;
    let mut project = sample("pizza");
    let blocks = project.funnels[0].blocks.clone();
    let places = project.layout.blocks.clone();
    for time in 1..times {
        for (block_id, block) in &blocks {
            let copy = BlockId(block_id.0 + 10_000 * time);
            project.funnels[0].blocks.insert(copy, block.clone());
            let Pos(x, y) = places[block_id];
            project.layout.blocks.insert(copy, Pos(x, y + 1_500 * time as i32));
        }
    }
    project
}

#[test]
fn a_picture_in_many_pieces_is_the_same_and_stops_between_them() {
    let project = many(4);
    let (funnel, theme) = (&project.funnels[0].name, Theme::new(false, true));
    let of = PictureOf { project: &project, funnel, only: &BTreeSet::new(), lang: Lang::Ru, theme: &theme };
    let mut heard = Vec::new();
    let pdf = picture(&of, Format::Pdf, &mut |done, all| {
        heard.push((done, all));
        true
    });
    let (last, all) = heard[heard.len() - 1];
    assert!(all > 2 && last + 1 == all, "{heard:?}");
    let pdf = pdf.unwrap();
    let faces = pdf.windows(10).filter(|part| part == b"/FontFile2" || part == b"/FontFile3").count();
    assert!(faces <= 3, "every face is inside once, not {faces} times");
    for format in [Format::Png, Format::Pdf] {
        let mut asked = 0;
        let stopped = picture(&of, format, &mut |done, _| {
            asked += 1;
            done < 1
        });
        assert_eq!(stopped, Err(PictureError::Stopped));
        assert_eq!(asked, 3, "nothing is drawn after the stop");
    }
}
