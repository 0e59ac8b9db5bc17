pub fn output(thing: <api::GetThing as Operation>::Output) -> api::Thing {
    thing
}
