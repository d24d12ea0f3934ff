use std::path::PathBuf;
use voronka::model::Lang;
use voronka::studio::{Start, command::ThemeChoice, run};
fn main() {
    let mut start = Start::default();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--dark" => start.theme = Some(ThemeChoice::Dark),
            "--light" => start.theme = Some(ThemeChoice::Light),
            "--en" => start.lang = Some(Lang::En),
            "--ru" => start.lang = Some(Lang::Ru),
            "--size" => {
                let s = args.next().unwrap();
                let (w, h) = s.split_once('x').unwrap();
                start.size = Some((w.parse().unwrap(), h.parse().unwrap()));
            }
            "--shot" => start.picture = args.next().map(PathBuf::from),
            path => start.path = Some(path.into()),
        }
    }
    if let Err(e) = run(start) {
        println!("{e:?} {}", e.words().ru);
        std::process::exit(2);
    }
}
