pub const AGAIN: bool = <api::UseThing as Operation>::REPEATABLE;
