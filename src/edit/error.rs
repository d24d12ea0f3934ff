//! Why a transaction was refused, in words for the author.

use crate::diag::Words;
use crate::model::{BlockId, Exit, FieldId, FunnelName, Mark, TagId};

/// Why a transaction was refused. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.words().en)]
pub enum EditError {
    /// The project has no block of that id.
    NoSuchBlock(BlockId),
    /// The id belongs to a block already.
    BlockExists(BlockId),
    /// The id is one that the project has not handed out yet.
    BlockNotCounted(BlockId),
    /// A wire would lead to a block that is not there.
    ExitLeadsNowhere {
        /// The block it leaves.
        from: BlockId,
        /// The exit it leaves by.
        exit: Exit,
        /// The block that is missing.
        to: BlockId,
    },
    /// A place on the canvas would belong to a block that is not there.
    PlaceWithoutBlock(BlockId),
    /// A frame would hold a note or frame that is not there.
    FoldedWithoutMark(Mark),
    /// The project has no funnel of that name.
    NoSuchFunnel(FunnelName),
    /// The name belongs to a funnel already.
    FunnelExists(FunnelName),
    /// The name cannot be a file name everywhere.
    BadFunnelName(FunnelName),
    /// The project has no field of that id.
    NoSuchField(FieldId),
    /// The id or name belongs to a field already.
    FieldExists(String),
    /// The name is one that every subscriber's field has without being declared.
    FieldIsSystem(String),
    /// The project has no tag of that id.
    NoSuchTag(TagId),
    /// The id or name belongs to a tag already.
    TagExists(String),
    /// A field or tag would have no name.
    EmptyName,
    /// The id of a field or tag is one that the project has not handed out.
    IdNotCounted(u16),
    /// The list is shorter.
    NoSuchPlace(usize),
    /// The project has no table of that name.
    NoSuchTable(String),
    /// The name cannot be a file name everywhere.
    BadTableName(String),
    /// A column of the table has no name, the name of another or blanks around it, or there is none.
    BadColumns(String),
    /// A row of the table, from 0, has too many or too few cells, or one that no file keeps.
    BadRow(String, usize),
    /// The project has no texts of that language or channel.
    NoSuchLayer(String),
    /// The name is none of a language and a channel.
    BadLayerName(String),
    /// The name differs from another only in capitals.
    LayerExists(String),
    /// The name belongs to a row of the list already.
    RowExists(String),
    /// The word is no language.
    BadLanguage(String),
}

impl EditError {
    /// What is wrong and what to do.
    pub fn words(&self) -> Words {
        match self {
            Self::NoSuchBlock(id) => Words::new(
                format!("Блока {id} больше нет. Обновите выделение и повторите."),
                format!("Block {id} is gone. Select again and repeat."),
            ),
            Self::BlockExists(id) => Words::new(
                format!("Блок с номером {id} уже есть. Повторите: блок получит новый номер."),
                format!("A block with number {id} exists. Repeat: the block will get a new number."),
            ),
            Self::BlockNotCounted(id) => Words::new(
                format!("Номер блока {id} ещё не выдан проектом. Добавьте блок заново."),
                format!("The project has not handed out block number {id} yet. Add the block again."),
            ),
            Self::ExitLeadsNowhere { from, exit, to } => Words::new(
                format!(
                    "Связь «{exit}» блока {from} ведёт в блок {to}, а его нет. Сначала уберите или переведите связь."
                ),
                format!(
                    "The wire “{exit}” of block {from} leads to block {to}, which is not there. Remove or turn the wire first."
                ),
            ),
            Self::PlaceWithoutBlock(id) => Words::new(
                format!("Место на холсте задано для блока {id}, а его нет. Уберите место вместе с блоком."),
                format!(
                    "A place on the canvas is kept for block {id}, which is not there. Remove the place with the block."
                ),
            ),
            Self::FoldedWithoutMark(_) => Words::new(
                "В свёрнутой рамке значится заметка или рамка, которой нет. Разверните рамку и сверните её снова.",
                "A folded frame holds a note or frame that is not there. Unfold the frame and fold it again.",
            ),
            Self::NoSuchFunnel(name) => Words::new(
                format!("Воронки «{name}» нет. Выберите другую воронку."),
                format!("There is no funnel “{name}”. Choose another funnel."),
            ),
            Self::FunnelExists(name) => Words::new(
                format!("Воронка «{name}» уже есть. Возьмите другое имя."),
                format!("There is a funnel “{name}” already. Take another name."),
            ),
            Self::NoSuchField(_) | Self::FieldExists(_) | Self::FieldIsSystem(_) => self.field_words(),
            Self::NoSuchTag(_) => Words::new("Такого тега уже нет.", "This tag is gone."),
            Self::TagExists(name) => Words::new(
                format!("Тег «{name}» уже есть. Выберите его из списка или возьмите другое название."),
                format!("There is a tag “{name}” already. Pick it from the list or take another name."),
            ),
            Self::EmptyName => {
                Words::new("Нужно название: сейчас оно пустое.", "A name is needed: it is empty now.")
            }
            Self::IdNotCounted(id) => Words::new(
                format!("Номер {id} ещё не выдан проектом. Добавьте поле или тег заново."),
                format!("The project has not handed out number {id} yet. Add the field or tag again."),
            ),
            Self::NoSuchPlace(at) => Words::new(
                format!("В списке нет места {}. Обновите список и повторите.", at + 1),
                format!("The list has no place {}. Look at the list again and repeat.", at + 1),
            ),
            Self::NoSuchTable(_) | Self::BadTableName(_) | Self::BadColumns(_) | Self::BadRow(..) => {
                self.table_words()
            }
            Self::BadFunnelName(_)
            | Self::NoSuchLayer(_)
            | Self::BadLayerName(_)
            | Self::LayerExists(_)
            | Self::RowExists(_)
            | Self::BadLanguage(_) => self.setting_words(),
        }
    }

    fn setting_words(&self) -> Words {
        match self {
            Self::BadFunnelName(name) => Words::new(
                format!(
                    "Имя воронки «{name}» не годится для файла. Нужны 1–64 знака: a–z, цифры, «-» и «_», первой — буква или цифра."
                ),
                format!(
                    "The funnel name “{name}” cannot be a file name. Use 1–64 characters: a–z, digits, “-” and “_”, a letter or digit first."
                ),
            ),
            Self::BadLayerName(name) => Words::new(
                format!("«{name}» не годится. Нужен язык, мессенджер или оба: en, @whatsapp, en@whatsapp."),
                format!(
                    "“{name}” does not do. Write a language, a messenger or both: en, @whatsapp, en@whatsapp."
                ),
            ),
            Self::LayerExists(name) => Words::new(
                format!("Тексты «{name}» уже есть. Откройте их или возьмите другое имя."),
                format!("There are texts “{name}” already. Open them or take another name."),
            ),
            Self::RowExists(name) => Words::new(
                format!("«{name}» в этом списке уже есть. Возьмите другое название."),
                format!("“{name}” is in this list already. Take another name."),
            ),
            Self::BadLanguage(name) => Words::new(
                format!("«{name}» не похоже на язык. Нужно, например, ru, en или pt-BR."),
                format!("“{name}” does not look like a language. Write, for example, ru, en or pt-BR."),
            ),
            _ => Words::new(
                "Этих текстов больше нет. Обновите список и повторите.",
                "These texts are gone. Look at the list again and repeat.",
            ),
        }
    }

    fn table_words(&self) -> Words {
        match self {
            Self::BadTableName(name) => Words::new(
                format!(
                    "Имя таблицы «{name}» не годится для файла. Нужны 1–64 знака: a–z, цифры, «-» и «_», первой — буква или цифра."
                ),
                format!(
                    "The table name “{name}” cannot be a file name. Use 1–64 characters: a–z, digits, “-” and “_”, a letter or digit first."
                ),
            ),
            Self::BadColumns(name) => Words::new(
                format!("В таблице «{name}» каждому столбцу нужно своё название без пробелов по краям."),
                format!(
                    "In the table “{name}” every column needs a name of its own without blanks around it."
                ),
            ),
            Self::BadRow(name, at) => Words::new(
                format!(
                    "В строке {} таблицы «{name}» ячеек не столько, сколько столбцов. Дополните её.",
                    at + 1
                ),
                format!(
                    "Row {} of the table “{name}” has not as many cells as there are columns. Complete it.",
                    at + 1
                ),
            ),
            _ => Words::new(
                "Такой таблицы больше нет. Обновите список и повторите.",
                "This table is gone. Look at the list again and repeat.",
            ),
        }
    }

    fn field_words(&self) -> Words {
        match self {
            Self::FieldExists(name) => Words::new(
                format!("Поле «{name}» уже есть. Выберите его из списка или возьмите другое название."),
                format!("There is a field “{name}” already. Pick it from the list or take another name."),
            ),
            Self::FieldIsSystem(name) => Words::new(
                format!("Поле «{name}» есть у каждого подписчика. Возьмите другое название."),
                format!("Every subscriber has a field “{name}”. Take another name."),
            ),
            _ => Words::new("Такого поля уже нет.", "This field is gone."),
        }
    }
}
