//! Forms: the values of form fields and of content controls.

use std::sync::LazyLock;

use super::super::fields::rows;
use super::super::word::form;
use super::super::xml::Element;

/// A placeholder is no longer than this in characters.
const PLACEHOLDER: usize = 60;

/// How placeholders begin that have no style of their own.
static PROMPTS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| rows(include_str!("../data/prompts.txt")).collect());

/// Controls whose content is a value that somebody entered.
const VALUES: &[&str] = &["text", "dropDownList", "comboBox", "date"];

/// What a form field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A value that is nowhere else: the state of a box, the choice from a list.
    Said(String),
    /// The result of the field.
    Result,
}

/// The value of a form field with this data (`ffData`).
pub(super) fn legacy(data: Element) -> Option<Value> {
    if let Some(check) = data.child("checkBox") {
        let state = check.child("checked").or(check.child("default"));
        return Some(Value::Said(form::check_box(state.is_some_and(is_on)).into()));
    }
    if let Some(list) = data.child("ddList") {
        let number = |name| list.child(name)?.attribute("val")?.parse::<usize>().ok();
        let choice = number("result").or(number("default")).unwrap_or(0);
        let entry = list.children("listEntry").nth(choice)?;
        return Some(Value::Said(entry.attribute("val")?.into_owned()));
    }
    data.child("textInput").map(|_| Value::Result)
}

/// What a content control (`sdt`) is.
pub(super) enum Control {
    /// Empty: what it shows says what to enter.
    Placeholder,
    /// A box with this character.
    CheckBox(char),
    /// Its content is a value.
    Value,
    /// Its content is text as any other.
    Text,
}

/// What a content control is, by its properties.
pub(super) fn control(control: Element) -> Control {
    let Some(properties) = control.child("sdtPr") else { return Control::Text };
    if let Some(check) = properties.child("checkbox") {
        return Control::CheckBox(form::check_box(check.child("checked").is_some_and(is_on)));
    }
    let is_shown = properties.child("showingPlcHdr").is_some_and(is_on);
    if is_shown && control.child("sdtContent").is_some_and(prompts) {
        return Control::Placeholder;
    }
    let is_value = VALUES.iter().any(|kind| properties.child(kind).is_some());
    match is_value && properties.child("dataBinding").is_none() {
        true => Control::Value,
        false => Control::Text,
    }
}

/// Whether content that is flagged as a placeholder is one: Word gives it a style, and programs that
/// fill documents leave the flag at real text.
fn prompts(content: Element) -> bool {
    let mut text = String::new();
    for words in content.all("t") {
        text.push_str(&words.text());
        if text.chars().nth(PLACEHOLDER).is_some() {
            return false;
        }
    }
    let is_prompt = PROMPTS.iter().any(|prompt| text.trim_start().starts_with(prompt));
    is_prompt || text.trim().is_empty() || content.all("rStyle").next().is_some()
}

/// Whether a property that is there is switched on.
pub(super) fn is_on(property: Element) -> bool {
    let value = property.attribute("val");
    !value.is_some_and(|value| matches!(&*value, "0" | "false" | "off"))
}
