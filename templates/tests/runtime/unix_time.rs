use std::time::{Duration, SystemTime};

use runtime::UnixTime;

#[test]
fn it_is_a_number_of_seconds() {
    let time: UnixTime = serde_json::from_str("1493942451").unwrap();
    assert_eq!(time, UnixTime(1_493_942_451));
    assert_eq!(serde_json::to_string(&time).unwrap(), "1493942451");
    assert_eq!(time.to_string(), "1493942451");
}

#[test]
fn it_and_the_system_time_correspond() {
    for (seconds, time) in [
        (0, SystemTime::UNIX_EPOCH),
        (7, SystemTime::UNIX_EPOCH + Duration::from_secs(7)),
        (-7, SystemTime::UNIX_EPOCH - Duration::from_secs(7)),
    ] {
        assert_eq!(UnixTime(seconds).to_system_time(), Some(time));
        assert_eq!(UnixTime::from(time), UnixTime(seconds));
    }
}
