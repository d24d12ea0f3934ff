//! What the painter promises: every pixel once, the same picture whether painted whole or only where it changed, and
//! letters as they stand in their texture.

use epaint::textures::{TextureOptions, TexturesDelta};
use epaint::{
    ClippedPrimitive, Color32, ColorImage, ImageDelta, Mesh, Pos2, Primitive, Rect, TextureId, Vertex, pos2,
    vec2,
};
use voronka_painter::{Area, Painter, Picture, Screen};

const WIDTH: usize = 400;
const HEIGHT: usize = 360;
const GROUND: Color32 = Color32::from_rgb(10, 20, 30);
const HALF: Color32 = Color32::from_rgba_premultiplied(100, 0, 0, 128);

/// A painter with its screen, whose texture is white in the corner and has a letter beside.
struct Easel {
    painter: Painter,
    pixels: Vec<u32>,
    height: usize,
    textures: TexturesDelta,
}

impl Easel {
    fn new() -> Self {
        let mut image = ColorImage::filled([16, 8], Color32::TRANSPARENT);
        image.pixels[0] = Color32::WHITE;
        for at in [35, 36, 51, 68] {
            image.pixels[at] = Color32::from_white_alpha(60 + at as u8);
        }
        let mut textures = TexturesDelta::default();
        textures.push(TextureId::default(), ImageDelta::full(image, TextureOptions::LINEAR));
        Self { painter: Painter::default(), pixels: vec![0; WIDTH * HEIGHT], height: HEIGHT, textures }
    }

    fn paint(&mut self, meshes: &[Mesh], age: u8) -> Vec<Area> {
        let clipped = |(at, mesh): (usize, &Mesh)| {
            // Every third one is seen through a smaller hole.
            let least = if at % 3 == 2 { pos2(90.0, 70.0) } else { Pos2::ZERO };
            let clip_rect = Rect { min: least, max: pos2(WIDTH as f32, HEIGHT as f32) };
            ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh.clone()) }
        };
        let primitives: Vec<_> = meshes.iter().enumerate().map(clipped).collect();
        let mut screen = Screen { pixels: &mut self.pixels, width: WIDTH, height: self.height, age };
        let picture = Picture { primitives: &primitives, scale: 1.0, ground: GROUND };
        self.painter.paint(&mut screen, &picture, &mut self.textures)
    }

    /// Gives the screen another height; what it holds then means nothing.
    fn resize(&mut self, height: usize) {
        self.height = height;
        self.pixels = vec![0x0012_3456; WIDTH * height];
    }

    fn at(&self, x: usize, y: usize) -> u32 {
        self.pixels[y * WIDTH + x]
    }
}

/// Numbers that look thrown and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, most: f32) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32 * most
    }

    fn place(&mut self) -> Pos2 {
        pos2(self.roll(WIDTH as f32 + 40.0) - 20.0, self.roll(HEIGHT as f32 + 40.0) - 20.0)
    }

    fn colour(&mut self) -> Color32 {
        let mut channel = || self.roll(255.0) as u8;
        Color32::from_rgba_unmultiplied(channel(), channel(), channel(), channel())
    }
}

fn vertex(pos: Pos2, color: Color32) -> Vertex {
    Vertex { pos, uv: Pos2::ZERO, color }
}

fn triangle(dice: &mut Dice) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.vertices.extend((0..3).map(|_| vertex(dice.place(), dice.colour())));
    mesh.indices.extend([0, 1, 2]);
    mesh
}

/// A triangle or a rectangle, plain or with a part of the texture.
fn shape(dice: &mut Dice) -> Mesh {
    let mut spot = || pos2(dice.roll(1.5), dice.roll(1.5));
    let (from, uvs) = (Rect::from_two_pos(spot(), spot()), [spot(), spot(), spot()]);
    let place = Rect::from_two_pos(dice.place(), dice.place());
    let mut mesh = Mesh::default();
    match dice.roll(3.0) as u32 {
        0 => return triangle(dice),
        1 => mesh.add_rect_with_uv(place, from, dice.colour()),
        _ => {
            mesh = triangle(dice);
            for (vertex, uv) in mesh.vertices.iter_mut().zip(uvs) {
                vertex.uv = uv;
            }
        }
    }
    mesh
}

#[test]
fn triangles_that_share_their_edges_cover_every_pixel_once() {
    let mut dice = Dice(7);
    let mut easel = Easel::new();
    for _ in 0..40 {
        // A fan around any place: to the corners and to places on the sides.
        let (width, height) = (WIDTH as f32, HEIGHT as f32);
        let middle = pos2(dice.roll(width), dice.roll(height));
        let (x, y) = (dice.roll(width), dice.roll(height));
        let rim = [
            pos2(0.0, 0.0),
            pos2(x, 0.0),
            pos2(width, 0.0),
            pos2(width, y),
            pos2(width, height),
            pos2(0.0, height),
        ];
        let mut mesh = Mesh::default();
        mesh.vertices.push(vertex(middle, HALF));
        mesh.vertices.extend(rim.map(|pos| vertex(pos, HALF)));
        let count = rim.len() as u32;
        mesh.indices.extend((0..count).flat_map(|at| [0, 1 + at, 1 + (at + 1) % count]));
        easel.paint(&[mesh], 0);
        let once = easel.at(0, 0);
        assert_eq!(once, 0x0069_0a0f, "half of the ground and the paint over it");
        let other = easel.pixels.iter().position(|pixel| *pixel != once);
        assert_eq!(other.map(|at| (at % WIDTH, at / WIDTH)), None, "from {middle:?}");
    }
}

#[test]
fn what_is_painted_only_where_it_changed_is_what_is_painted_whole() {
    let mut dice = Dice(11);
    let mut shapes: Vec<Mesh> = (0..30).map(|_| shape(&mut dice)).collect();
    let (mut kept, mut older) = (Easel::new(), Easel::new());
    let mut spare = kept.pixels.clone();
    for round in 0..60 {
        if round > 0 {
            let at = dice.roll(shapes.len() as f32) as usize;
            shapes[at.min(29)] = shape(&mut dice);
        }
        let mut fresh = Easel::new();
        fresh.paint(&shapes, 0);
        kept.paint(&shapes, u8::from(round > 0));
        assert!(kept.pixels == fresh.pixels, "one screen, round {round}");
        // A desktop that has two screens in turn gives the one of the frame before the last.
        older.paint(&shapes, if round > 1 { 2 } else { 0 });
        assert!(older.pixels == fresh.pixels, "two screens, round {round}");
        std::mem::swap(&mut older.pixels, &mut spare);
    }
}

#[test]
fn a_frame_like_the_one_before_changes_nothing_and_a_caret_changes_a_little() {
    let mut easel = Easel::new();
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(Rect::from_min_size(pos2(20.0, 20.0), vec2(300.0, 300.0)), Color32::WHITE);
    let mut caret = Mesh::default();
    caret.add_colored_rect(Rect::from_min_size(pos2(40.0, 41.0), vec2(2.0, 14.0)), Color32::BLACK);
    let whole = Area { left: 0, top: 0, right: WIDTH as i32, bottom: HEIGHT as i32 };
    assert_eq!(easel.paint(std::slice::from_ref(&mesh), 0), [whole]);
    assert_eq!(easel.paint(std::slice::from_ref(&mesh), 1), []);
    let changed = easel.paint(&[mesh, caret], 1);
    assert_eq!(changed, [Area { left: 0, top: 0, right: 64, bottom: 64 }]);
    assert_eq!(easel.at(40, 41), 0);
    assert_eq!(easel.at(42, 41), 0x00ff_ffff);
}

#[test]
fn a_letter_stands_as_it_is_in_its_texture_in_the_colour_of_the_text() {
    let mut easel = Easel::new();
    let mut mesh = Mesh::default();
    let place = Rect::from_min_size(pos2(30.0, 50.0), vec2(8.0, 4.0));
    let from = Rect { min: pos2(0.0, 2.0 / 8.0), max: pos2(8.0 / 16.0, 6.0 / 8.0) };
    mesh.add_rect_with_uv(place, from, Color32::from_rgb(255, 0, 0));
    easel.paint(&[mesh], 0);
    let ground = easel.at(0, 0);
    for y in 0..4 {
        for x in 0..8 {
            let texel = [35, 36, 51, 68].contains(&((y + 2) * 16 + x));
            assert_eq!(easel.at(30 + x, 50 + y) != ground, texel, "{x}, {y}");
        }
    }
    // 95 of 255 of red over the ground.
    assert_eq!(easel.at(33, 50), 0x0065_0d13);
}

#[test]
fn a_screen_of_another_size_is_painted_whole_whatever_the_display_says_of_its_age() {
    let mut dice = Dice(3);
    let shapes: Vec<Mesh> = (0..9).map(|_| shape(&mut dice)).collect();
    let mut easel = Easel::new();
    easel.paint(&shapes, 0);
    for (height, age) in [(300, 2), (HEIGHT, 2), (HEIGHT - 1, 1), (1, 2)] {
        easel.resize(height);
        easel.paint(&shapes, age);
        let mut fresh = Easel::new();
        fresh.resize(height);
        fresh.paint(&shapes, 0);
        assert!(easel.pixels == fresh.pixels, "{height} rows");
    }
}

/// A rectangle that shows a whole texture.
fn picture(id: TextureId) -> Mesh {
    let mut mesh = Mesh::with_texture(id);
    let whole = Rect { min: Pos2::ZERO, max: pos2(1.0, 1.0) };
    mesh.add_rect_with_uv(Rect::from_min_size(pos2(8.0, 8.0), vec2(40.0, 40.0)), whole, Color32::WHITE);
    mesh
}

#[test]
fn a_picture_that_changes_in_one_place_is_painted_again() {
    let (id, options) = (TextureId::Managed(7), TextureOptions::NEAREST);
    let filled = |side: usize, colour| ColorImage::filled([side, side], colour);
    let mut easel = Easel::new();
    easel.textures.push(id, ImageDelta::full(filled(4, Color32::RED), options));
    easel.paint(&[picture(id)], 0);
    assert_eq!(easel.at(20, 20), 0x00ff_0000);
    easel.textures.push(id, ImageDelta::partial([1, 1], filled(2, Color32::BLUE), options));
    assert_eq!(easel.paint(&[picture(id)], 1).len(), 1);
    assert_eq!([easel.at(20, 20), easel.at(9, 9)], [0x0000_00ff, 0x00ff_0000]);
    // What hangs over the edge of a picture is left out.
    easel.textures.push(id, ImageDelta::partial([2, 2], filled(3, Color32::GREEN), options));
    easel.paint(&[picture(id)], 1);
    assert_eq!(easel.at(20, 20), 0x0000_00ff);
}

#[test]
fn places_that_no_screen_has_and_pictures_without_a_pixel_do_no_harm() {
    let id = TextureId::Managed(7);
    let mut easel = Easel::new();
    let nothing = ColorImage::filled([0, 0], Color32::RED);
    easel.textures.push(id, ImageDelta::full(nothing, TextureOptions::LINEAR));
    let far = [1e10, -1e10, f32::INFINITY, f32::NEG_INFINITY, f32::NAN, f32::MAX, 3.0];
    let mut shapes = vec![picture(id)];
    for (x, y) in far.into_iter().flat_map(|x| far.map(|y| (x, y))) {
        let mut mesh = Mesh::default();
        mesh.vertices.extend([pos2(x, y), pos2(50.0, y), pos2(x, 60.0)].map(|pos| vertex(pos, HALF)));
        mesh.indices.extend([0, 1, 2]);
        mesh.add_colored_rect(Rect { min: pos2(30.0, 30.0), max: pos2(x, y) }, HALF);
        shapes.push(mesh);
    }
    easel.paint(&shapes, 0);
    assert_eq!(easel.paint(&shapes, 1), [], "nothing has changed");
}

#[test]
fn a_rectangle_turned_over_is_painted_like_any_other() {
    let mut easel = Easel::new();
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(Rect { min: pos2(60.0, 20.0), max: pos2(20.0, 50.0) }, Color32::WHITE);
    easel.paint(&[mesh], 0);
    let white = easel.pixels.iter().filter(|pixel| **pixel == 0x00ff_ffff).count();
    assert_eq!(white, 40 * 30);
}
