// The button that shows or hides a passphrase, where one is typed.

function shownPassphrase(words, input) {
  const turn = button("", () => {
    input.type = input.type === "password" ? "text" : "password";
    name();
  }, { className: "wb-quiet" });
  const name = () => {
    turn.textContent = say(words, input.type === "password" ? "desk.show" : "desk.hide");
  };
  name();
  return turn;
}
