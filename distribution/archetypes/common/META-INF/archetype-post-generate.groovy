// What is typed with -D is not held against the patterns of archetype-metadata.xml, which are for interactive use.
def refuse = { key, value, why ->
    throw new IllegalArgumentException(
            "-D${key}=${value} ${why}; remove the folder ${request.artifactId} and run it again")
}

if (!(request.artifactId ==~ /[a-z][a-z0-9]*(-[a-z0-9]+)*/)) {
    refuse('artifactId', request.artifactId, 'is not in kebab case, such as my-strategy: it is the name in job files, too')
}
def className = request.properties['className']
if (!(className ==~ /[A-Z][A-Za-z0-9]*/)) {
    refuse('className', className, 'is no name of a class, such as MyStrategy')
}

// Of a path that is given from here on the pom is no help: it is read elsewhere, too.
def given = request.properties['espalierHome']
def home = new File(given)
if (!home.absolute) {
    home = new File(request.outputDirectory, given).canonicalFile
}
if (!new File(home, 'repository/archetype-catalog.xml').file) {
    refuse('espalierHome', given, "is no unpacked archive: there is no ${home}/repository")
}
def pom = new File(new File(request.outputDirectory, request.artifactId), 'pom.xml')
pom.setText(pom.getText('UTF-8').replace("<espalier.home>${given}</espalier.home>", "<espalier.home>${home}</espalier.home>"), 'UTF-8')
