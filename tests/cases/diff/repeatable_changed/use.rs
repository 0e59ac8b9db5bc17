pub const AGAIN: bool = <api::UseThing as Operation>::REPEATABLE;
pub fn meaning() {
    assert!(!AGAIN);
}
