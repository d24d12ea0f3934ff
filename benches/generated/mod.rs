//! Projects that benches make: a grid of messages and questions with two or three buttons and Russian text, every
//! button wired to a neighbour or far away.

use voronka::model::{Block, BlockId, Exit, Pos, Project, Prop, Record};

/// Blocks lie in a grid of this pitch, canvas units.
pub const PITCH: (i32, i32) = (320, 260);

const TEXTS: [&str; 5] = [
    "Привет, {{ имя | друг }}! 👋 Это чек-лист «7 ошибок в рекламе». Куда прислать?",
    "Какой у вас бюджет на рекламу в месяц? Ответ увидит только наш менеджер.",
    "Держите! Завтра пришлю разбор.",
    "Обещанный разбор: почему 80 % бюджета уходит впустую. Сколько вы тратите в месяц?",
    "Ещё думаете? Вот кейс за 2 минуты: как салон красоты получил 43 заявки за неделю",
];
const LABELS: [&str; 4] = ["Получить чек-лист", "Сначала вопросы", "Смотреть кейс", "Позже"];

/// Columns of the grid.
pub fn columns(blocks: u32) -> u32 {
    blocks.isqrt()
}

/// A project of one funnel with so many blocks.
pub fn grid(blocks: u32) -> Project {
    let mut project = Project::new("Сетка");
    let columns = columns(blocks);
    for n in 0..blocks {
        let block_id = BlockId(n + 1);
        let mut block = Block::new(if n % 9 == 4 { "question" } else { "message" });
        block.title = format!("Шаг {}", n + 1);
        block.props.insert("text".to_owned(), Prop::Text(TEXTS[n as usize % TEXTS.len()].to_owned()));
        let buttons = 2 + n % 2;
        let row = |b: u32| {
            let label = LABELS[(n + b) as usize % LABELS.len()].to_owned();
            let fields = [("key", format!("b{}", b + 1)), ("label", label)];
            Record::from(fields.map(|(name, text)| (name.to_owned(), Prop::Text(text))))
        };
        if block.kind == "message" {
            block.props.insert("buttons".to_owned(), Prop::List((0..buttons).map(row).collect()));
        }
        let far = n.wrapping_mul(7919) % blocks;
        let targets = [n + 1, n + columns, if n % 20 == 0 { far } else { n + columns + 1 }];
        let exits = if block.kind == "question" { ["next", "fail", "timeout"] } else { ["b1", "b2", "b3"] };
        for (exit, to) in exits.iter().zip(targets).take(buttons as usize).filter(|(_, to)| *to < blocks) {
            block.exits.insert(Exit::new(*exit), BlockId(to + 1));
        }
        project.funnels[0].blocks.insert(block_id, block);
        let at = Pos((n % columns) as i32 * PITCH.0, (n / columns) as i32 * PITCH.1 + (n % 3) as i32 * 17);
        project.layout.blocks.insert(block_id, at);
    }
    project.next_block = blocks + 1;
    project
}
