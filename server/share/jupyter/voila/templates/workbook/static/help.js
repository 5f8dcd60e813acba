
// The page without a kernel: its list is there as HTML, and only the choice of a country is added.
chooseCountry(document.querySelector(".wb-help"));
