//! The secret that replacements depend on, and the stream of choices drawn from it.

use sha2::{Digest as _, Sha256};

/// The secret behind the replacements of one twin. Equal keys and files give equal twins; without the key nobody can
/// tell by trying (there are few PANs and fewer names) what a replacement stands for.
#[derive(Clone, Eq, PartialEq)]
pub struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(***)")
    }
}

impl Key {
    /// A key of random bytes: the choice for every twin that leaves the machine.
    #[must_use]
    pub fn secret(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// A key of a small number: reproducible, and as guessable as the number.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Sha256::new().chain_update(b"seed").chain_update(seed.to_le_bytes()).finalize().into())
    }

    /// A key of the file itself: reproducible without a number, for tests; whoever has the file has the key.
    #[must_use]
    pub fn of_content(pdf: &[u8]) -> Self {
        Self(Sha256::new().chain_update(b"content").chain_update(pdf).finalize().into())
    }

    /// Another key, which depends on this one alone: for a second try.
    #[must_use]
    pub fn again(&self) -> Self {
        Self(Sha256::new().chain_update(b"again").chain_update(self.0).finalize().into())
    }

    /// The choices for one word; another `attempt` gives others.
    pub(crate) fn choices(&self, word: &str, attempt: u32) -> Choices {
        let digest =
            Sha256::new().chain_update(self.0).chain_update(attempt.to_le_bytes()).chain_update(word);
        Choices { state: digest.finalize().into(), block: 0, at: 32, bytes: [0; 32] }
    }
}

/// A stream of choices.
pub(crate) struct Choices {
    state: [u8; 32],
    block: u32,
    at: usize,
    bytes: [u8; 32],
}

impl Choices {
    /// A number below `count`, which is below 65 536; 0 for no choice.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let pair = usize::from(self.byte()) << 8 | usize::from(self.byte());
        pair.checked_rem(count).unwrap_or(0)
    }

    fn byte(&mut self) -> u8 {
        if self.at >= self.bytes.len() {
            self.bytes = Sha256::new()
                .chain_update(self.state)
                .chain_update(self.block.to_le_bytes())
                .finalize()
                .into();
            self.block = self.block.wrapping_add(1);
            self.at = 0;
        }
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        byte
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_depend_on_key_and_word_only() {
        let draw = |key: &Key, word: &str| {
            let mut choices = key.choices(word, 0);
            (0..40).map(|_| choices.below(26)).collect::<Vec<_>>()
        };
        let key = Key::seeded(7);
        assert_eq!(draw(&key, "A"), draw(&Key::seeded(7), "A"));
        assert_ne!(draw(&key, "A"), draw(&key, "B"));
        assert_ne!(draw(&key, "A"), draw(&Key::seeded(8), "A"));
        assert_ne!(draw(&key, "A"), draw(&key.again(), "A"));
        assert_eq!(draw(&key.again(), "A"), draw(&Key::seeded(7).again(), "A"));
        assert!(draw(&key, "A").into_iter().all(|choice| choice < 26));
        assert_eq!(key.choices("A", 0).below(0), 0);
        assert_eq!(format!("{key:?}"), "Key(***)");
    }
}
