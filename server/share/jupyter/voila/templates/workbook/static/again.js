// The page of a full room asks again by itself, unless it is being left.

const again = () => document.getElementById("blank") ?? location.reload();
setTimeout(again, 1000 * document.body.dataset.again);
