// A file that is dropped anywhere on the page is that of the form: beside its field the browser would open it.

const field = document.querySelector("input[type=file]");

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
});
