package city.seki.hub.opendata;

import java.time.YearMonth;

/** A cell of a table: the group of that name in that month. */
record Place(String group, YearMonth month) {}
