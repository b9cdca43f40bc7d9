/** The two-letter codes of the US states and territories and Canadian provinces that Yardi accepts for vendors. */
export const US_STATES = (
	'AA AE AK AL AP AR AS AZ CA CO CT DC DE FL FM GA GU HI IA ID IN KS KY LA MA MD ME MH MI MN MO MP MS MT NC NE NL ' +
	'NJ NM NV NY OH OK OR PA PR SD TN TX UT VA VI VT WA WI WV WY AB BC MB NB NT NS NU ON PE QC SK YT'
).split(' ');
