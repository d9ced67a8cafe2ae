// A figure that is written is meant: its circle is ticked; whoever ticks another takes the figure back.
document.addEventListener("input", (event) => {
  const field = event.target;
  const choice = field.closest(".choice");
  if (!choice) return;
  const circle = choice.querySelector("input[value=figure]");
  if (!circle) return;
  if (field.matches(".figure") && field.value.trim()) circle.checked = true;
  if (field.type === "radio" && field !== circle) choice.querySelector(".figure").value = "";
  if (field === circle) choice.querySelector(".figure").focus();
});
