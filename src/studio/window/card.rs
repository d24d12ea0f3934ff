//! The window with OpenGL, which `eframe` keeps and draws.

use super::error::{StudioError, explain};
use crate::studio::App;
use egui::Ui;

/// Opens the window and returns when it is closed.
///
/// # Errors
/// The display does not answer or has no OpenGL.
pub(super) fn run(
    viewport: egui::ViewportBuilder,
    create: impl FnOnce(&egui::Context) -> App,
) -> Result<(), StudioError> {
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        // The emoji and the text face are our own: text looks the same on every machine.
        system_font_fallback: false,
        centered: true,
        ..Default::default()
    };
    let create = |context: &eframe::CreationContext<'_>| {
        Ok(Box::new(create(&context.egui_ctx)) as Box<dyn eframe::App>)
    };
    eframe::run_native("Voronka", options, Box::new(create)).map_err(|error| explain(&error))
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _: &mut eframe::Frame) {
        self.work(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        self.screen(ui);
    }

    fn clear_color(&self, _: &egui::Visuals) -> [f32; 4] {
        self.ground().to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        self.bye();
    }
}
