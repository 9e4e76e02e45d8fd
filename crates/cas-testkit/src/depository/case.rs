//! The named cases of a depository: each is a change to the plain statement that shows one thing.

use super::recipe::{Layout, Recipe};

/// One written case.
pub struct Case<T: 'static> {
    /// Folder name.
    pub name: &'static str,
    /// What it shows.
    pub shows: &'static str,
    /// How it differs from the plain statement.
    pub change: fn(&mut Recipe<T>),
    /// Ids of the checks that must fail.
    pub fails: &'static [&'static str],
}

/// A sound statement.
#[must_use]
pub const fn case<T>(name: &'static str, shows: &'static str, change: fn(&mut Recipe<T>)) -> Case<T> {
    Case { name, shows, change, fails: &[] }
}

/// A statement with one figure wrong, which these self-checks must find.
#[must_use]
pub const fn fault<T>(
    name: &'static str,
    shows: &'static str,
    fails: &'static [&'static str],
    change: fn(&mut Recipe<T>),
) -> Case<T> {
    Case { name, shows, change, fails }
}

impl<T: Layout> Case<T> {
    /// The statement of the case; its seed is the name, hashed.
    #[must_use]
    pub fn recipe(&self) -> Recipe<T> {
        let seed = self.name.bytes().fold(0x6C62_272E_07BB_0142, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        let mut recipe = T::plain(seed);
        (self.change)(&mut recipe);
        recipe
    }

    /// The files of its folder: names and bytes.
    #[must_use]
    pub fn files(&self) -> Vec<(&'static str, Vec<u8>)> {
        let recipe = self.recipe();
        let drawn = recipe.draw();
        let quote = |text: &str| toml::Value::from(text).to_string();
        let mut description = format!(
            "source = \"writer\"\nvariant = {}\npassword = {}\nshows = {}\n",
            quote(recipe.traits.variant()),
            quote(&drawn.password),
            quote(self.shows)
        );
        if !self.fails.is_empty() {
            description += &format!("fails = {:?}\n", self.fails);
        }
        vec![("case.toml", description.into_bytes()), ("input.pdf", drawn.pdf)]
    }

    /// The expected answer.
    #[must_use]
    pub fn truth(&self) -> serde_json::Value {
        self.recipe().truth()
    }
}
