#pragma once
// From nothing to a model that trains, on a sample that comes with the program.
#include <QString>

namespace espalier {

class Workbench;

// Makes a project with the sample ("tickets" or "reviews-zh"), imports it, takes the first model of the
// library and starts a short training; the Train page is asked for when it runs. Where a step fails, its
// owner reports it as always and the rest is left undone.
void trySample(Workbench& bench, const QString& sample);

} // namespace espalier
