//! The day that a time falls on: for what a config allows until some day, and for dates in Word comments.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds of a day.
pub const DAY: u64 = 86_400;

/// Today in Greenwich, as `2027-01-31`; nothing when the clock stands before 1970.
#[must_use]
pub fn today() -> Option<String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some(day(since.as_secs() / DAY))
}

/// The day that comes so many days after 1 January 1970, as `2027-01-31`. Years are counted from March, so that a leap day comes last.
#[must_use]
pub fn day(days: u64) -> String {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year_of_era + next)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_counted_through_leap_years() {
        let days = [0, 58, 59, 789, 10_956, 11_016, 11_017, 20_849, 47_540, 47_541];
        let written = [
            "1970-01-01",
            "1970-02-28",
            "1970-03-01",
            "1972-02-29",
            "1999-12-31",
            "2000-02-29",
            "2000-03-01",
            "2027-01-31",
            "2100-02-28",
            "2100-03-01",
        ];
        assert_eq!(days.map(day), written);
    }
}
