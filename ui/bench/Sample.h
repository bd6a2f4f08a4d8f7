#pragma once
// From nothing to a model that trains, on a sample that comes with the program.
#include <QString>

namespace espalier {

class Workbench;

struct SampleRequest {
    QString name = QStringLiteral("tickets"); // or "reviews-zh"
    QString folder;                           // of the new project; "": among the person's documents
    QString model;                            // "": the first usable one of the library
};

// Makes a project with the sample, imports it and starts a training; the Train page is asked for when it
// runs. Where a step fails, its owner reports it as always and the rest is left undone.
void trySample(Workbench& bench, const SampleRequest& request = {});

} // namespace espalier
