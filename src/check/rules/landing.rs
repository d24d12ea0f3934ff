//! The minilanding's links: where its buttons lead, and what the law asks for.

use crate::check::{
    Context, Reads, Rule, bad_landing_addresses, is_blank_landing, landing_without_consent,
    unknown_landing_link,
};
use crate::model::Label;

pub(super) static LINK: Rule = Rule {
    code: "landing-link-unknown",
    label: Label::new("Метку минилендинга никто не ждёт", "No entry waits for the minilanding's payload"),
    why: Label::new(
        "Посетитель нажмёт кнопку на странице и попадёт не в ту воронку, которую ему обещали.",
        "A visitor presses a button of the page and lands in another funnel than promised.",
    ),
    fix: Label::new(
        "Добавьте метку в блок «Вход» или выберите другую в минилендинге.",
        "Add the payload to an entry block, or choose another one in the minilanding.",
    ),
    reads: Reads::Project,
    check: |context| unknown_landing_link(context.project).into_iter().collect(),
};

pub(super) static ADDRESS: Rule = Rule {
    code: "landing-address-invalid",
    label: Label::new("Ссылка минилендинга не откроется", "A link of the minilanding does not open"),
    why: Label::new(
        "Посетитель не прочтёт согласие и политику, а страница не соберётся.",
        "A visitor cannot read the consent and the policy, and the page is not made.",
    ),
    fix: Label::new(
        "Впишите адрес целиком, начиная с https://.",
        "Write the whole address, beginning with https://.",
    ),
    reads: Reads::Project,
    check: |context| bad_landing_addresses(&context.project.landing),
};

pub(super) static CONSENT: Rule = Rule {
    code: "landing-without-consent",
    label: Label::new("На минилендинге нет согласия", "The minilanding has no consent"),
    why: Label::new(
        "Посетитель не узнает, как хранят его данные, а закон требует сказать это до перехода в бота.",
        "A visitor cannot learn how the data are kept; the law asks to say so before they go to the bot.",
    ),
    fix: Label::new(
        "Впишите в минилендинг адреса согласия и политики конфиденциальности.",
        "Write the addresses of the consent and of the privacy policy into the minilanding.",
    ),
    reads: Reads::Project,
    check: without_consent,
};

/// A page that is not begun, or leads nowhere yet, asks nobody for anything.
fn without_consent(context: &Context<'_>) -> Vec<crate::diag::Diagnostic> {
    let landing = &context.project.landing;
    let shown = !is_blank_landing(landing) && !context.project.channels.is_empty();
    shown.then(|| landing_without_consent(landing)).flatten().into_iter().collect()
}
