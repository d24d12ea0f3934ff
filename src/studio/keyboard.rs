//! Whose the bare keys of a frame are: one answer for everything that listens to them.
//!
//! Esc takes the focus off a text before anything is drawn, and Enter while the text is drawn: in the frame of
//! such a key nothing is being written any more, though the key was meant for the text. So who wrote in the frame
//! before is remembered here. Whatever has the keyboard bears one ring, which is drawn here, too.

use super::theme::{self, Theme};
use egui::{
    Context, CornerRadius, Event, FocusDirection, Id, Popup, Pos2, Rect, Response, Stroke, StrokeKind,
    WidgetRect,
};

/// Whose keys they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keys {
    /// Nobody's in particular: the canvas and the page that is shown may take them.
    #[default]
    Free,
    /// A text's that is being written, or was left by a key of this frame.
    Text,
    /// Something's that lies over what is drawn: a dialog, the palette, an open list.
    Cover,
}

/// What is remembered from frame to frame.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keyboard {
    /// The text that had the focus when the frame before ended.
    written: Option<Id>,
    /// Whether the person goes by keys: the last thing done in the window was a press of one.
    by_keys: bool,
    /// What had the keyboard when the frame began.
    focused: Option<Id>,
    /// Where the pointer was pressed since anything came to the keyboard, and what was clicked there.
    clicked: Option<(Pos2, Option<Id>)>,
}

impl Keyboard {
    /// Hears whether the person goes by keys, before anybody uses them up.
    pub fn hear(&mut self, ctx: &Context) {
        self.by_keys = ctx.input(|input| {
            input.events.iter().fold(self.by_keys, |before, event| match event {
                Event::Key { pressed: true, .. } | Event::AccessKitActionRequest(_) => true,
                Event::PointerButton { pressed: true, .. } => false,
                _ => before,
            })
        });
        let focused = ctx.memory(|memory| memory.focused());
        // What had it at the press loses it some frames later.
        if focused.is_some() && focused != self.focused {
            self.clicked = None;
        }
        self.focused = focused;
        if let Some(at) =
            ctx.input(|input| input.pointer.press_origin().filter(|_| input.pointer.any_pressed()))
        {
            self.clicked = Some((at, None));
        }
        if let (Some((_, on)), now @ Some(_)) =
            (&mut self.clicked, ctx.interaction_snapshot(|now| now.clicked))
        {
            *on = now;
        }
    }

    /// Lets Tab go on from what was clicked last, when that was inside a `place`; gives whether it does. What went
    /// away with the click leaves the keyboard to its nearest neighbour.
    pub fn go_on(&self, ctx: &Context, place: Rect) -> bool {
        let Some((at, on)) = self.clicked.filter(|(at, _)| place.contains(*at)) else { return false };
        let to = ctx.viewport(|viewport| {
            let widgets = &viewport.prev_pass.widgets;
            let takes = widgets.layers().flat_map(|(_, layer)| layer).filter(|widget| {
                let shown = widget.enabled && place.contains_rect(widget.interact_rect);
                shown && widget.sense.senses_click() && widget.sense.is_focusable()
            });
            let far = |rect: Rect| rect.distance_sq_to_pos(at);
            let near = takes.min_by(|a, b| far(a.interact_rect).total_cmp(&far(b.interact_rect)));
            on.filter(|on| widgets.contains(*on)).or_else(|| near.map(|near| near.id))
        });
        let Some(to) = to else { return false };
        ctx.memory_mut(|memory| {
            if Some(to) != on {
                memory.move_focus(FocusDirection::None);
            }
            memory.request_focus(to);
        });
        true
    }

    /// Whose the keys are, asked before anything is drawn; `covered` by something that is no list.
    pub fn holder(&self, ctx: &Context, covered: bool) -> Keys {
        if covered || Popup::is_any_open(ctx) {
            Keys::Cover
        } else if self.written.is_some() || ctx.text_edit_focused() {
            Keys::Text
        } else {
            Keys::Free
        }
    }

    /// Remembers which text is being written; gives whether that is another one than before.
    pub fn follow(&mut self, ctx: &Context) -> bool {
        let written = ctx.memory(|memory| memory.focused()).filter(|_| ctx.text_edit_focused());
        std::mem::replace(&mut self.written, written) != written
    }

    /// Draws the one ring around whatever has the keyboard, over its neighbours. A text has its cursor instead, and
    /// the canvas, whose `ground` it is, what is selected.
    pub fn ring_ui(&self, ctx: &Context, theme: &Theme, ground: Option<Id>) {
        let focused = ctx.memory(|memory| memory.focused());
        let Some(id) = focused.filter(|id| self.by_keys && Some(*id) != ground) else { return };
        let Some(held) = drawn(ctx, id).filter(|_| !ctx.text_edit_focused()) else { return };
        let radius = ctx.data_mut(|data| data.remove_temp::<Option<(Id, u8)>>(Id::unique(ROUND)));
        let radius =
            radius.flatten().filter(|round| round.0 == id).map_or(theme::RADIUS_CONTROL, |round| round.1);
        let edge = ctx.content_rect().shrink(RING);
        let rect = held.rect.expand(GAP).intersect(edge);
        let seen = held.interact_rect.expand(GAP + RING);
        let stroke = Stroke::new(RING, theme.tokens.accent);
        let corners = CornerRadius::same(radius.saturating_add(GAP as u8));
        let painter = ctx.layer_painter(held.layer_id).with_clip_rect(seen);
        painter.rect_stroke(rect, corners, stroke, StrokeKind::Outside);
    }
}

/// Whether what calls itself so was opened just now: it was not drawn in the frame before.
pub fn is_opened(ctx: &Context, name: impl std::hash::Hash + std::fmt::Debug) -> bool {
    let (id, now) = (Id::unique(("drawn last", name)), ctx.cumulative_frame_nr());
    let before = ctx.data_mut(|data| data.get_temp_mut_or_default::<Option<u64>>(id).replace(now));
    before.is_none_or(|before| before + 1 < now)
}

/// Where something is drawn, or was in the frame before. `read_response` would answer, too, and take the keyboard from
/// what just got it by a click on something else.
pub fn drawn(ctx: &Context, id: Id) -> Option<WidgetRect> {
    ctx.viewport(|viewport| {
        let [now, before] =
            [&viewport.this_pass, &viewport.prev_pass].map(|pass| pass.widgets.get(id).copied());
        now.filter(|now| now.rect.is_positive()).or(before)
    })
}

/// Scrolls to what the keyboard came to in a list; said at the end of its contents.
pub fn come_into_view(ui: &egui::Ui) {
    let by_hand = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    let focused = ui.memory(|memory| memory.focused());
    // Once: whoever scrolls away afterwards is not called back.
    let key = ui.scope_id().with("came into view");
    let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default(key), focused));
    let came = focused.filter(|_| !by_hand && before != focused);
    let Some(held) = came.and_then(|id| drawn(ui.ctx(), id)) else { return };
    // What is seen in full beside the list stands where the list would go on.
    let is_beside = held.interact_rect == held.rect && !ui.clip_rect().contains(held.rect.center());
    if held.layer_id == ui.layer_id() && ui.min_rect().contains(held.rect.center()) && !is_beside {
        ui.scroll_to_rect(held.rect.expand(MARGIN), None);
    }
}

/// Gives the keyboard to the field of a list that has opened, as long as nobody else has it and no row is being
/// pressed.
pub fn offer(ui: &egui::Ui, id: egui::Id) {
    // Who types into the list does not walk it from what is chosen.
    begin_at_chosen(ui, false);
    let by_hand = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    if !by_hand && ui.memory(|memory| memory.focused().is_none()) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// Says of a list whether the keyboard shall come to what is chosen in it, as it does when the list opens.
pub fn begin_at_chosen(ui: &egui::Ui, begins: bool) {
    ui.data_mut(|data| data.insert_temp(Id::unique(CHOSEN), begins));
}

/// Whether the keyboard shall come to the row that is chosen; asked by that row, and answered once.
pub fn begins_at_chosen(ui: &egui::Ui) -> bool {
    ui.data_mut(|data| data.remove_temp(Id::unique(CHOSEN)).unwrap_or(false))
}

const CHOSEN: &str = "what is chosen in a list";
/// What of its surroundings is shown around what the keyboard came to, points.
const MARGIN: f32 = 12.0;
/// Width of the ring around what has the keyboard, points.
const RING: f32 = 2.0;
/// How far it stays from it.
const GAP: f32 = 1.0;
const ROUND: &str = "corners of what has the keyboard";

/// Tells the ring the corners of a widget that has others than a button.
pub fn rounded(response: &Response, radius: u8) {
    if response.has_focus() {
        response.ctx.data_mut(|data| data.insert_temp(Id::unique(ROUND), Some((response.id, radius))));
    }
}
