//! The tokens of an RTF: brackets of groups, control words, and bytes of text.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\par`, `\u-27116`: a word and its number.
    Word(&'a str, Option<i32>),
    /// `\~`: a sign that is not a letter.
    Sign(u8),
    /// `\'b9`: a byte in hexadecimal.
    Hexadecimal(u8),
    /// A byte of text as it is.
    Byte(u8),
}

/// The tokens of a file, without its line ends, and without the data behind `\bin`.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// What follows a backslash; nothing where it is not a token.
    fn control(&mut self) -> Option<Token<'a>> {
        let byte = *self.bytes.get(self.at)?;
        if byte.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.at += 1;
        match byte {
            b'\'' => self.hexadecimal(),
            // A line end behind a backslash is one of the text.
            b'\r' | b'\n' => Some(Token::Word("par", None)),
            sign => Some(Token::Sign(sign)),
        }
    }

    fn hexadecimal(&mut self) -> Option<Token<'a>> {
        let digits = self.bytes.get(self.at..self.at + 2)?;
        let byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        self.at += 2;
        Some(Token::Hexadecimal(byte))
    }

    /// A control word and its number; the blank behind it belongs to it.
    fn word(&mut self) -> Token<'a> {
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let sign = usize::from(rest.get(letters) == Some(&b'-'));
        let digits =
            rest[letters + sign..].iter().take(10).take_while(|byte| byte.is_ascii_digit());
        let end = letters + sign + digits.count();
        let text = |from, to| std::str::from_utf8(&rest[from..to]).unwrap_or_default();
        let number: Option<i64> = text(letters, end).parse().ok();
        let limits = (i64::from(i32::MIN), i64::from(i32::MAX));
        let number = number.map(|number| number.clamp(limits.0, limits.1) as i32);
        self.at += end + usize::from(rest.get(end) == Some(&b' '));
        let word = text(0, letters);
        if word == "bin" {
            let skipped = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
            self.at = self.at.saturating_add(skipped);
        }
        Token::Word(word, number)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => {
                    if let Some(token) = self.control() {
                        return Some(token);
                    }
                }
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_take_a_number_and_a_blank() {
        let rtf = b"{\\par\\u-27116 ?\\'b9\\~x\r\n\\\r\\f99999999999\\bin3 a}b}\\";
        let expected = [
            Token::Open,
            Token::Word("par", None),
            Token::Word("u", Some(-27116)),
            Token::Byte(b'?'),
            Token::Hexadecimal(0xB9),
            Token::Sign(b'~'),
            Token::Byte(b'x'),
            Token::Word("par", None),
            Token::Word("f", Some(i32::MAX)),
            Token::Byte(b'9'),
            Token::Word("bin", Some(3)),
            Token::Close,
        ];
        assert_eq!(Tokens::of(rtf).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn damage_is_passed_over() {
        let found: Vec<_> = Tokens::of(b"\\'zz\\bin2147483647 x").collect();
        let z = Token::Byte(b'z');
        assert_eq!(found, [z, z, Token::Word("bin", Some(i32::MAX))]);
    }
}
