//! The comments themselves.

use super::patch::{escape, escape_value};
use super::{Remark, Signature};

/// The name spaces of WordprocessingML, of most documents and of strict ones.
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// A part that holds nothing but these comments.
pub fn part(remarks: &[Remark], first: u32, signature: Signature<'_>, strict: bool) -> String {
    let namespace = if strict { STRICT } else { NAMESPACE };
    let comments = write(remarks, first, signature, "w:");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:comments xmlns:w=\"{namespace}\">{comments}</w:comments>"
    )
}

/// The comments, numbered from `first` on.
pub fn write(remarks: &[Remark], first: u32, signature: Signature<'_>, p: &str) -> String {
    let [author, initials, date] = [signature.author, signature.initials, signature.date].map(escape_value);
    let mut out = String::new();
    for (at, remark) in remarks.iter().enumerate() {
        let id = first.saturating_add(at as u32);
        out += &format!(
            "<{p}comment {p}id=\"{id}\" {p}author=\"{author}\" {p}date=\"{date}\" {p}initials=\"{initials}\">"
        );
        if remark.text.trim().is_empty() {
            out += &format!("<{p}p/>");
        }
        for line in remark.text.lines().filter(|line| !line.trim().is_empty()) {
            let words = escape(line.trim());
            out += &format!("<{p}p><{p}r><{p}t xml:space=\"preserve\">{words}</{p}t></{p}r></{p}p>");
        }
        out += &format!("</{p}comment>");
    }
    out
}
